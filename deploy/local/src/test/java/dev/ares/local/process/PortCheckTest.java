package dev.ares.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortCheckTest {

    @Test
    void aTakenPortIsOneSentenceWithThePortItsHolderAndTheSettings() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(PortCheck.problems(List.of(partAt(port)), "ARES_PORT_OFFSET"))
                    .containsExactly("Port " + port + ", which redis needs, is taken by java (process "
                            + ProcessHandle.current().pid()
                            + "): stop that, or set ARES_REDIS_PORT or ARES_PORT_OFFSET.");
        }
    }

    @Test
    void aPortTakenOnAllInterfacesIsTakenToo() throws IOException {
        try (var taken = new ServerSocket(0)) {
            assertThat(PortCheck.problems(List.of(partAt(taken.getLocalPort())), "ARES_PORT_OFFSET"))
                    .hasSize(1);
        }
    }

    @Test
    void aFreePortIsNoProblem() throws IOException {
        int port;
        try (var closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }

        assertThat(PortCheck.problems(List.of(partAt(port)), "ARES_PORT_OFFSET"))
                .isEmpty();
    }

    private static Part partAt(int port) {
        return new Part() {
            @Override
            public String name() {
                return "redis";
            }

            @Override
            public List<PortUse> ports() {
                return List.of(new PortUse(port, "ARES_REDIS_PORT"));
            }

            @Override
            public Launch prepare() {
                return new Launch(List.of(), java.util.Map.of(), Path.of(""));
            }

            @Override
            public boolean ready() {
                return false;
            }
        };
    }
}
