package dev.ares.order.saga;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.saga.SagaDefinition;
import dev.ares.saga.SagaGraph;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/saga.md draws the sagas as they are defined. */
class SagaPageTest {

    private static final Path PAGE = Path.of("../docs/saga.md");
    private static final String AGAIN = "mvn verify -pl order-service -Dares.sagas=write";

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "refund"})
    void drawsTheSagaAsItIsDefined(String name) throws IOException {
        SagaDefinition<?, ?> saga = name.equals("refund") ? RefundSaga.REFUND : CheckoutSaga.CHECKOUT;
        String begin = "<!-- saga " + name + ": made by " + AGAIN + " -->\n";
        String end = "<!-- end of saga " + name + " -->\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertThat(page).contains(begin, end);

        String drawn = "```mermaid\n" + SagaGraph.of(saga) + "```\n";
        if ("write".equals(System.getProperty("ares.sagas"))) {
            Files.writeString(PAGE, page.substring(0, from) + drawn + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("docs/saga.md (expected: as made by %s)", AGAIN)
                    .isEqualTo(drawn);
        }
    }

    @Test
    void aChangedDefinitionIsDrawnOtherwise() {
        SagaDefinition<String, String> one = SagaDefinition.<String, String>named("one")
                .pivot("pay", state -> "pay")
                .build();

        assertThat(SagaGraph.of(one)).isEqualTo("""
                stateDiagram-v2
                    state "pay (pivot)" as pay
                    [*] --> pay : start
                    pay --> COMPLETED : done
                    COMPLETED --> [*]
                    pay --> COMPENSATED : refused
                    COMPENSATED --> [*]
                """);
    }
}
