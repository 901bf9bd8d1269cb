package dev.ares.test.infrastructure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TestServersTest {

    private final String before = System.getProperty(TestServers.SETTING, "processes");

    @AfterEach
    void restore() {
        System.setProperty(TestServers.SETTING, before);
    }

    @Test
    void aMissingEngineIsOneSentenceThatSaysWhatToDo() {
        assertThatThrownBy(() -> ContainerServers.on(() -> false))
                .hasMessage(
                        "ares.infrastructure: testcontainers, but no Docker engine answers (expected: one on this machine that"
                                + " this user may use; without the property the tests need none)")
                .hasNoCause();
        assertThat(ContainerServers.on(() -> true)).isNotNull();
    }

    @Test
    void anUnknownChoiceIsNamed() {
        System.setProperty(TestServers.SETTING, "podman");
        assertThatThrownBy(TestServers::chosen)
                .hasMessage("ares.infrastructure: podman (expected: processes or testcontainers)");
    }
}
