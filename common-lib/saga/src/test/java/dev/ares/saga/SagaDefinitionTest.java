package dev.ares.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.ares.saga.SagaDefinition.Builder;
import dev.ares.saga.script.SagaScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SagaDefinitionTest {

    private static final Function<String, String> COMMAND = state -> state;

    private static Builder<String, String> saga() {
        return SagaDefinition.named("saga");
    }

    @Test
    void readsAsATable() {
        assertThat(Voyage.SAGA).hasToString("""
                voyage
                check passport | COMPENSATABLE | check passport
                flight out | COMPENSATABLE | flight out
                hotel | COMPENSATABLE | hotel
                car | COMPENSATABLE | car
                meals | COMPENSATABLE | meals
                flight back | COMPENSATABLE | flight back
                pay | PIVOT | pay
                announce | TAIL | issue tickets, award miles
                send guide | TAIL | send guide""");
    }

    @Test
    void hasOnePivotWithoutCondition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().step("a", COMMAND).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().pivot("a", COMMAND).pivot("b", COMMAND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().pivot("a", COMMAND).when(state -> true));
    }

    @Test
    void hasStepsBeforeAndTailsAfterThePivot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().pivot("a", COMMAND).step("b", COMMAND));
        assertThatIllegalArgumentException().isThrownBy(() -> saga().tail("a", COMMAND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().pivot("a", COMMAND).undoneBy(COMMAND));
    }

    @Test
    void hasNamesThatAreUniqueAndCanBeStored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().step("a", COMMAND).pivot("a", COMMAND).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saga().pivot("a, b", COMMAND).build());
    }

    @Test
    void aSagaWhoseLastCommandCannotBeBuiltIsRefusedAtItsStart() {
        SagaDefinition<String, String> broken = saga().step("a", COMMAND)
                .pivot("b", COMMAND)
                .tail("c", state -> {
                    throw new IllegalStateException("no c");
                })
                .build();
        SagaTransitions<String, String> transitions = new SagaTransitions<>(broken, SagaTiming.DEFAULT);
        assertThatIllegalStateException()
                .isThrownBy(() -> transitions.begin(UUID.randomUUID(), "state", Instant.EPOCH))
                .withMessage("no c");
    }

    @Test
    void aStepThatTheDefinitionLostParksTheSagaAsItStood() {
        SagaDefinition<String, String> before =
                saga().step("a", COMMAND).pivot("b", COMMAND).build();
        SagaDefinition<String, String> after =
                saga().step("x", COMMAND).pivot("b", COMMAND).build();
        SagaInstance<String> running = SagaScript.given(before, "state").saga();
        SagaTransitions<String, String> transitions = new SagaTransitions<>(after, SagaTiming.DEFAULT);

        Transition<String, String> parked = transitions.apply(
                running, new SagaInput.Replied("a", new SagaReply.Done()), Instant.EPOCH.plus(Duration.ofSeconds(1)));

        assertThat(parked.instance().parked()).contains("a (expected: one of saga saga)");
        assertThat(parked.instance().awaiting()).containsExactly("a");
        assertThat(parked.dispatches()).isEmpty();
    }
}
