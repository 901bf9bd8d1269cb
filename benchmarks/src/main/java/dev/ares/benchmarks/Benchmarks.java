package dev.ares.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import dev.ares.benchmarks.consumers.ConsumersCommand;
import dev.ares.benchmarks.overload.OverloadCommand;

/** The benchmarks by name. */
@Command(
        name = "benchmarks/run",
        description = "Measures on this machine, with servers of its own.",
        mixinStandardHelpOptions = true,
        subcommands = {ConsumersCommand.class, OverloadCommand.class})
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
