package dev.ares.settings;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PathFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/orders", "/**", "/api/**", "/api/orders/*/events", "/a/*.json", "/a/{id}", "/{*all}"})
    void oneWildcardToASegmentIsSimple(String pattern) {
        assertThat(PathForm.isSimple(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/{x:(a|aa)+b}",
                "/api/{x:(a|b)*}",
                "/{x:a{2}}",
                "/{x:a/b}",
                "/*a*a*a*b",
                "/{a}{b}{c}",
                "/a**",
                "/***",
                "/{",
                "/}",
                "/{}"
            })
    void whatBecomesARegularExpressionThatTriesAgainIsNot(String pattern) {
        assertThat(PathForm.isSimple(pattern)).isFalse();
    }
}
