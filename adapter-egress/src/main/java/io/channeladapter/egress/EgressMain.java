package io.channeladapter.egress;

import io.channeladapter.common.process.ServiceProcess;
import java.time.InstantSource;

/** The egress as a process. */
public final class EgressMain {
    private EgressMain() {}

    public static void main(String[] args) {
        System.exit(ServiceProcess.run(
                "adapter-egress",
                EgressConfig.KEYS,
                System.getenv(),
                System.err,
                settings -> Egress.start(EgressConfig.from(settings), InstantSource.system())));
    }
}
