package io.channeladapter.ingress;

import io.channeladapter.common.process.ServiceProcess;
import java.time.InstantSource;

/** The process {@code adapter-ingress}, configured by its environment. */
public final class IngressMain {
    private IngressMain() {}

    /** Runs until it is stopped; exit codes are those of {@link ServiceProcess}. */
    public static void main(String[] args) {
        System.exit(ServiceProcess.run(
                "adapter-ingress",
                IngressConfig.KEYS,
                System.getenv(),
                System.err,
                settings -> Ingress.start(IngressConfig.from(settings), InstantSource.system())));
    }
}
