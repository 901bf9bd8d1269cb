package dev.ares.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import dev.ares.local.command.ChaosCommand;
import dev.ares.local.command.CheckCommand;
import dev.ares.local.command.DemoCommand;
import dev.ares.local.command.DownCommand;
import dev.ares.local.command.Failures;
import dev.ares.local.command.FaultCommand;
import dev.ares.local.command.LoadCommand;
import dev.ares.local.command.LogsCommand;
import dev.ares.local.command.NotGivenCommand;
import dev.ares.local.command.NotTakenCommand;
import dev.ares.local.command.ParkedCommand;
import dev.ares.local.command.RedriveCommand;
import dev.ares.local.command.RestartCommand;
import dev.ares.local.command.StatusCommand;
import dev.ares.local.command.UpCommand;

/** Starts the command that was asked for. */
@Command(
        name = "ares",
        description = "Runs the whole shop on this machine: PostgreSQL, Redis, Kafka, Nacos and the services.",
        mixinStandardHelpOptions = true,
        version = "Ares 0.1.0",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RestartCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            ParkedCommand.class,
            RedriveCommand.class,
            NotTakenCommand.class,
            NotGivenCommand.class,
            FaultCommand.class,
            ChaosCommand.class,
            LoadCommand.class
        },
        footer = {
            "",
            "Settings, as environment variables:",
            "  ARES_HOME              state folder (default: .ares in the checkout)",
            "  ARES_PORT_OFFSET       moves all ports (default: 0)",
            "  ARES_<PART>_PORT       moves one: GATEWAY, ORDER, INVENTORY, PAYMENT, USER, PAYMENT_GRPC, ...",
            "                         SIMULATOR, POSTGRES, REDIS, KAFKA, KAFKA_CONTROLLER, NACOS",
            "  ARES_ADMIN_EMAIL, ARES_ADMIN_PASSWORD",
            "                         the first admin (default: admin@ares.example, a password that is made)",
            "",
            "Benchmarks: ./ares bench --help"
        })
public final class Ares {

    private Ares() {}

    /** Exit code: 0 done, 1 failed, 2 wrong usage or settings. */
    public static void main(String[] arguments) {
        var line = new CommandLine(new Ares());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Failures::print);
        if (arguments.length == 0) {
            line.usage(System.out);
            System.exit(CommandLine.ExitCode.USAGE);
        }
        System.exit(line.execute(arguments));
    }
}
