package dev.ares.simulator;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Starts the simulator from its environment and runs until the process is told to stop. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0) {
            System.out.println(SimulatorSettings.HELP);
            System.exit(args[0].equals("--help") || args[0].equals("-h") ? 0 : 2);
        }
        try {
            // The caller closes: a simulator serves until the process ends.
            var simulator = Simulator.start(SimulatorSettings.from(System.getenv()), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
            System.out.println("payment-provider-simulator listens on " + simulator.address());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("payment-provider-simulator cannot start: " + e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
