package dev.ares.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import dev.ares.benchmarks.balancing.BalancingCommand;
import dev.ares.benchmarks.checkout.CheckoutCommand;
import dev.ares.benchmarks.consumers.ConsumersCommand;
import dev.ares.benchmarks.gateway.GatewayCommand;
import dev.ares.benchmarks.growth.GrowthCommand;
import dev.ares.benchmarks.micro.MicroCommand;
import dev.ares.benchmarks.overload.OverloadCommand;
import dev.ares.benchmarks.relay.RelayCommand;
import dev.ares.benchmarks.replicas.ReplicasCommand;
import dev.ares.benchmarks.reservation.ReservationCommand;
import dev.ares.benchmarks.soak.SoakCommand;
import dev.ares.benchmarks.stack.StackCommand;

/** The benchmarks by name. */
@Command(
        name = "benchmarks/run",
        description = "Measures on this machine, with servers of its own.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckoutCommand.class,
            ConsumersCommand.class,
            OverloadCommand.class,
            BalancingCommand.class,
            RelayCommand.class,
            ReservationCommand.class,
            MicroCommand.class,
            GatewayCommand.class,
            GrowthCommand.class,
            ReplicasCommand.class,
            StackCommand.class,
            SoakCommand.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        int failed = new CommandLine(new Benchmarks()).execute(arguments);
        System.out.println("repeat with: benchmarks/run " + String.join(" ", arguments));
        System.exit(failed);
    }
}
