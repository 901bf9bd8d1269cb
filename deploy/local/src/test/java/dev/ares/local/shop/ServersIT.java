package dev.ares.local.shop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.process.PortCheck;
import dev.ares.local.process.Processes;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.NacosServer;
import dev.ares.local.teststack.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The four servers, as {@code ./ares up} starts them. */
class ServersIT {

    @TempDir
    Path folder = Path.of("");

    @Test
    void theServersStartOnceKeepWhatTheyStoredAndLeaveNothingBehind() throws Exception {
        var settings = Settings.from(environment());
        var processes = new Processes(settings.state().create());
        var shop = new Shop(settings);
        var servers = shop.steps().subList(0, 4);
        var remarks = new ArrayList<String>();
        try {
            start(servers, processes, remarks);
            assertThat(processes.running()).containsExactly("kafka", "nacos", "postgres", "redis");
            assertThat(remarks).contains("fsync=on full_page_writes=on synchronous_commit=on");
            var pids = pids(processes);

            start(servers, processes, remarks);
            assertThat(pids(processes)).isEqualTo(pids);

            Shutdown.stop(servers, processes);
            assertThat(processes.running()).isEmpty();
            assertThat(PortCheck.problems(servers.stream().map(StartStep::part).toList(), "-"))
                    .isEmpty();

            start(servers.subList(0, 1), processes, remarks);
            try (var connection = shop.databases().connect("ares_order")) {
                assertThat(connection.isValid(1)).isTrue();
            }
        } finally {
            Shutdown.stop(servers, processes);
        }
        settings.state().delete();
        assertThat(settings.state().root()).doesNotExist();
    }

    private Map<String, String> environment() {
        var free = new FreePorts();
        var environment = new HashMap<String, String>();
        environment.put(
                "ARES_CHECKOUT", Path.of("../..").toAbsolutePath().normalize().toString());
        environment.put(
                "ARES_HOME", new StateFolder(folder.resolve("state")).root().toString());
        for (Port port : Port.values()) {
            int number = port == Port.NACOS ? free.next(NacosServer.GRPC_OFFSET, NacosServer.RAFT_OFFSET) : free.next();
            environment.put(port.setting(), Integer.toString(number));
        }
        return environment;
    }

    private static Map<String, Long> pids(Processes processes) {
        var pids = new HashMap<String, Long>();
        processes
                .running()
                .forEach(part ->
                        pids.put(part, processes.find(part).orElseThrow().pid()));
        return pids;
    }

    private static void start(List<StartStep> steps, Processes processes, List<String> remarks) {
        new StartUp(steps, processes, new StartUp.Progress() {
                    @Override
                    public synchronized void ready(StartStep step, Duration took, boolean ranBefore, String remark) {
                        remarks.add(remark);
                    }

                    @Override
                    public void waitingFor(List<String> parts) {}
                })
                .run();
    }
}
