package dev.ares.user.loyalty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AwardTest {

    @ParameterizedTest
    @CsvSource({"0,EUR,0", "99,EUR,0", "100,EUR,1", "1999,EUR,19", "1999,JPY,1999", "1999,KWD,1", "5,XAU,5"})
    void onePointForEachFullMajorUnit(long total, String currency, long points) {
        assertThat(Award.of(total, currency)).isEqualTo(points);
    }

    @Test
    void whatIsNoMoneyIsAFaultOfTheMessage() {
        assertThatIllegalArgumentException().isThrownBy(() -> Award.of(-1, "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> Award.of(100, "euro"));
        assertThatIllegalArgumentException().isThrownBy(() -> Award.of(100, ""));
    }
}
