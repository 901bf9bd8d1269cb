package dev.ares.local.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

/** The shop's fault switches. */
@Command(
        name = "fault",
        description = "Makes single calls of the running shop go wrong: late, failed, lost, twice or out of order."
                + " A fault ends by itself after ten minutes.",
        mixinStandardHelpOptions = true,
        subcommands = {FaultCommand.ListFaults.class, SetFaultCommand.class, ClearFaultsCommand.class})
public final class FaultCommand implements Callable<Integer> {

    /** Without a word more, what is on. */
    @Override
    public Integer call() {
        return new ListFaults().call();
    }

    /** What is on. */
    @Command(name = "list", description = "Lists the faults that are on.", mixinStandardHelpOptions = true)
    static final class ListFaults implements Callable<Integer> {

        @Override
        public Integer call() {
            List<FaultSwitch> on = new FaultSwitches(RunningShop.admin()).list();
            if (on.isEmpty()) {
                System.out.println("No fault is on.");
            }
            on.forEach(FaultCommand::print);
            return 0;
        }
    }

    static void print(FaultSwitch fault) {
        System.out.printf(
                Locale.ROOT,
                "%-18s %s: %s on %s of %s, %s%%%s, delay %d ms, until %s%n",
                fault.service(),
                fault.id(),
                fault.kind(),
                fault.hop(),
                fault.target() == null ? "all" : fault.target(),
                Double.toString(fault.percent()).replaceAll("\\.0$", ""),
                fault.hits() == 0 ? "" : ", " + fault.hits() + " times at most",
                fault.delay().toMillis(),
                fault.until());
    }
}
