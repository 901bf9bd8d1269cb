package dev.ares.benchmarks.consumers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Machine;

/** Payment-services with different settings, side by side; each scenario is done to one after the other. */
@Command(
        name = "consumers",
        description =
                "Adaptive work in flight against fixed settings: a burst, a slow provider, a provider that is the "
                        + "bottleneck. About three minutes a round.",
        mixinStandardHelpOptions = true)
public final class ConsumersCommand implements Callable<Integer> {

    @Option(names = "--rounds", defaultValue = "1", description = "Runs of each; the median is shown. Default: 1.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        Path logs = Files.createDirectories(Path.of("benchmarks", "target", "logs"));
        Path jar = Path.of("payment-service", "target", "payment-service.jar");
        Map<String, MeasuredService> services = new LinkedHashMap<>();
        Servers servers = Servers.start();
        try (var provider = new StandInProvider();
                var commands = new PayCommands(servers.kafka(), Clock.systemUTC())) {
            try {
                for (Setting setting : Setting.all()) {
                    say("starting payment-service, " + setting.name());
                    services.put(setting.name(), new MeasuredService(setting, jar, logs, servers, provider, commands));
                }
                System.out.printf("%s; services with %s%n", Machine.describe(), String.join(" ", PaymentProcess.FLAGS));
                for (Scenario scenario : Scenario.all()) {
                    System.out.printf("%n## %s%n%n%s", scenario.name(), Table.of(measure(scenario, services)));
                }
            } finally {
                for (MeasuredService service : services.values()) {
                    service.close();
                }
            }
        }
        return 0;
    }

    private Map<String, Figures> measure(Scenario scenario, Map<String, MeasuredService> services) throws Exception {
        Map<String, List<Figures>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (var service : services.entrySet()) {
                say(scenario.name() + ", " + service.getKey());
                runs.computeIfAbsent(service.getKey(), name -> new ArrayList<>())
                        .add(service.getValue().run(scenario));
            }
        }
        Map<String, Figures> medians = new LinkedHashMap<>();
        runs.forEach((setting, figures) -> medians.put(setting, Figures.median(figures)));
        return medians;
    }

    private static void say(String progress) {
        System.err.println("... " + progress);
    }
}
