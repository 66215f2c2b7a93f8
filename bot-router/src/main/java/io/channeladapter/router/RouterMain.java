package io.channeladapter.router;

import io.channeladapter.common.process.ServiceProcess;
import java.time.InstantSource;

/** The router as a process. */
public final class RouterMain {
    private RouterMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(
                "bot-router",
                RouterConfig.KEYS,
                System.getenv(),
                System.err,
                settings -> Router.start(RouterConfig.from(settings), InstantSource.system())));
    }
}
