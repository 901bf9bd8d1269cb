package dev.ares.payment.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.payment.application.PaymentWorld.Act;
import dev.ares.payment.application.PaymentWorld.Mutant;
import dev.ares.payment.application.PaymentWorld.Step;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of random scripts break no promise; and each way to do it wrong breaks the one that it should. */
class PaymentWorldTest {

    private static final int SCRIPTS = 3_000;
    private static final int LONGEST = 25;
    private static final int ORDERS = 5;

    @Test
    void noScriptBreaksAPromise() {
        for (int seed = 0; seed < SCRIPTS; seed++) {
            List<Step> script = script(seed);
            assertThat(new PaymentWorld(Mutant.NONE).run(script))
                    .as("broken by script %s: %s", seed, script)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GUESSES_AN_UNKNOWN_PAYMENT, captured if and only if the provider took the money",
        "CHARGES_WITHOUT_STORED_INTENT, no charge without a stored intent",
        "FORGETS_ITS_KEY, at most one charge per order",
        "TAKES_SILENCE_FOR_NOT_SENT, at most one charge per order",
        "TAKES_NOT_SENT_FOR_SILENCE, every payment ends",
        "FORGETS_THAT_OTHERS_SENT, at most one charge per order",
        "WAITS_FOR_A_CLOCK_THAT_WAS_SET_BACK, every payment ends"
    })
    void eachMutantBreaksItsPromise(Mutant mutant, String promise) {
        Set<String> broken = new TreeSet<>();
        for (int seed = 0; seed < SCRIPTS && !broken.contains(promise); seed++) {
            broken.addAll(new PaymentWorld(mutant).run(script(seed)));
        }

        assertThat(broken).contains(promise);
    }

    private static List<Step> script(int seed) {
        var random = new Random(seed);
        List<Step> script = new ArrayList<>();
        for (int length = random.nextInt(LONGEST); length >= 0; length--) {
            script.add(new Step(Act.values()[random.nextInt(Act.values().length)], random.nextInt(ORDERS)));
        }
        return script;
    }
}
