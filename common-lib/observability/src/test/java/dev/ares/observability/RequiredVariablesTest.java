package dev.ares.observability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class RequiredVariablesTest {

    @Test
    void aServiceWithoutItsSecretsSaysWhichOnes(CapturedOutput output) {
        assertThatThrownBy(() -> start("--spring.config.name=needs-secrets")).isInstanceOf(MissingVariables.class);

        assertThat(output)
                .contains("ARES_TEST_PASSWORD, ARES_TEST_SECRET: not set (expected: a value; there is no default)")
                .doesNotContain("\tat ");
    }

    @Test
    void aServiceThatHasThemStarts() {
        assertThatCode(() ->
                        start("--spring.config.name=needs-secrets", "--ARES_TEST_SECRET=s", "--store.password=given"))
                .doesNotThrowAnyException();
    }

    private static void start(String... arguments) {
        SpringApplication service = new SpringApplication(NeedsSecrets.class);
        service.setWebApplicationType(WebApplicationType.NONE);
        service.run(arguments).close();
    }

    static class NeedsSecrets {}
}
