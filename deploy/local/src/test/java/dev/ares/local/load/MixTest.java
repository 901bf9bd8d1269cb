package dev.ares.local.load;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MixTest {

    private static final int DRAWS = 20_000;

    @Test
    void uniformTakesEachAsOften() {
        assertThat(draw(Mix.UNIFORM)).allSatisfy(share -> assertThat(share).isCloseTo(0.25, within(0.02)));
    }

    @Test
    void zipfTakesTheNthOneNthAsOftenAsTheFirst() {
        double first = 1 / (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0);

        assertThat(draw(Mix.ZIPF))
                .satisfiesExactly(
                        share -> assertThat(share).isCloseTo(first, within(0.02)),
                        share -> assertThat(share).isCloseTo(first / 2, within(0.02)),
                        share -> assertThat(share).isCloseTo(first / 3, within(0.02)),
                        share -> assertThat(share).isCloseTo(first / 4, within(0.02)));
    }

    @Test
    void hotTakesOnlyOne() {
        assertThat(draw(Mix.HOT)).containsExactly(1.0, 0.0, 0.0, 0.0);
    }

    private static Double[] draw(Mix mix) {
        var picker = mix.among(4);
        var random = new Random(7);
        var shares = new Double[] {0.0, 0.0, 0.0, 0.0};
        for (int draw = 0; draw < DRAWS; draw++) {
            shares[picker.pick(random)] += 1.0 / DRAWS;
        }
        shares[0] = (double) Math.round(shares[0] * DRAWS) / DRAWS;
        return shares;
    }
}
