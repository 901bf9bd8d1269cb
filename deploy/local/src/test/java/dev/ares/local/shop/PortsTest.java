package dev.ares.local.shop;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsTest {

    @Test
    void withoutSettingsTheDefaultsHold() {
        assertThat(Ports.from(Map.of()).of(Port.GATEWAY)).isEqualTo(8080);
        assertThat(Ports.from(Map.of()).of(Port.POSTGRES)).isEqualTo(5432);
    }

    @Test
    void theOffsetMovesAllPortsButThoseThatAreSet() {
        var ports = Ports.from(Map.of("ARES_PORT_OFFSET", "10000", "ARES_GATEWAY_PORT", "80"));

        assertThat(ports.of(Port.GATEWAY)).isEqualTo(80);
        assertThat(ports.of(Port.KAFKA)).isEqualTo(19092);
    }

    @ParameterizedTest
    @CsvSource({
        "ARES_PORT_OFFSET,near,a whole number from -65535 to 65535",
        "ARES_PORT_OFFSET,60000,a whole number from -8079 to 57455",
        "ARES_GATEWAY_PORT,0,a whole number from 1 to 65535",
        "ARES_ORDER_PORT,8080,a port other than that of ARES_GATEWAY_PORT",
    })
    void aValueThatIsNoPortIsNamedWithWhatWasExpected(String setting, String value, String expected) {
        assertThatThrownBy(() -> Ports.from(Map.of(setting, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(setting + ": " + value + " (expected: " + expected + ")");
    }

    @Test
    void whatIsSavedIsReadBack() {
        var ports = Ports.from(Map.of("ARES_PORT_OFFSET", "1"));

        assertThat(Ports.from(ports.toProperties())).isEqualTo(ports);
    }

    @Test
    void whatWasSavedBeforeAPortWasKnownAgreesWithAnyNumberOfIt() {
        var saved = Ports.from(Map.of("ARES_PORT_OFFSET", "1")).toProperties();
        saved.remove(Port.SEATA.setting());
        var old = Ports.from(saved);

        assertThat(old.agreeWith(Ports.from(Map.of("ARES_PORT_OFFSET", "1")))).isTrue();
        assertThat(Ports.from(Map.of("ARES_PORT_OFFSET", "1")).agreeWith(old)).isTrue();
        assertThat(old.agreeWith(Ports.from(Map.of("ARES_PORT_OFFSET", "2")))).isFalse();
    }
}
