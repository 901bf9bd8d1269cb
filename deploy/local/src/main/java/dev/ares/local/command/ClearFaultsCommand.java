package dev.ares.local.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

/** Switches faults off. */
@Command(name = "clear", description = "Switches faults off.", mixinStandardHelpOptions = true)
final class ClearFaultsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Which, as ./ares fault list prints them (default: all).")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
        var switches = new FaultSwitches(RunningShop.admin());
        List<FaultSwitch> chosen = switches.list().stream()
                .filter(fault -> ids.isEmpty() || ids.contains(fault.id()))
                .toList();
        for (FaultSwitch fault : chosen) {
            switches.clear(fault.service(), fault.id());
            System.out.println(fault.service() + " " + fault.id() + " is off");
        }
        List<String> missing = new ArrayList<>(ids);
        chosen.forEach(fault -> missing.remove(fault.id()));
        missing.forEach(id -> System.out.println(id + " is not on (./ares fault list says what is)"));
        return missing.isEmpty() ? 0 : 1;
    }
}
