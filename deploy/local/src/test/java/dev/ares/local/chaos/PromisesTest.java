package dev.ares.local.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.load.Journal;

import static org.assertj.core.api.Assertions.assertThat;

class PromisesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void anOrderThatWasSentTwiceIsOneOrder() throws IOException {
        Promises promises = promises("key-1,order-1", "key-2,order-2", "key-1,order-1");

        assertThat(promises.orders()).containsExactly("order-1", "order-2");
        assertThat(promises.ordersOfOneKey()).isEmpty();
    }

    @Test
    void twoOrdersOfOneKeyBreakThePromise() throws IOException {
        Promises promises = promises("key-1,order-1", "key-1,order-9");

        assertThat(promises.ordersOfOneKey()).singleElement().asString().contains("order-1", "order-9", "key-1");
    }

    private Promises promises(String... entries) throws IOException {
        Path file = folder.resolve("journal");
        try (var journal = new Journal(file, Clock.systemUTC())) {
            for (String entry : entries) {
                String[] fields = entry.split(",", -1);
                journal.accepted(202, fields[0], fields[1]);
            }
        }
        return Promises.in(file);
    }
}
