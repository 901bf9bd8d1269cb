package dev.ares.local.command;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.UnexpectedAnswerException;
import dev.ares.local.process.PartFailedException;
import dev.ares.local.shop.InvalidSettingException;

/** What the user reads when a command fails. */
public final class Failures {

    private Failures() {}

    /** Prints a sentence for the failures that users can cause, and everything for a bug. Returns the exit code. */
    public static int print(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidSettingException || failure instanceof CannotRunException) {
            err.println(failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof PartFailedException failed) {
            print(failed, err);
            return ExitCode.SOFTWARE;
        }
        if (failure instanceof NoAnswerException || failure instanceof UnexpectedAnswerException) {
            err.println(failure.getMessage() + "; see ./ares status and ./ares logs gateway.");
            return ExitCode.SOFTWARE;
        }
        failure.printStackTrace(err);
        return ExitCode.SOFTWARE;
    }

    private static void print(PartFailedException failed, PrintWriter err) {
        err.println();
        err.println(failed.getMessage());
        if (!failed.logEnd().isEmpty()) {
            err.println("The end of its log (./ares logs " + failed.part() + " shows more):");
            failed.logEnd().stream().flatMap(ReadableLog::lines).forEach(line -> err.println("  | " + line));
        }
    }
}
