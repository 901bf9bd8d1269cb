package dev.ares.user.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RegistrationTest {

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "a@b.co", "Ada.L+shop@sub.example.museum", "o'neill@x-y.ie"})
    void takesOrdinaryAddresses(String email) {
        assertThat(Registration.of(email, "Ada", "correct horse").email()).isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "ada@",
                "@example.org",
                "ada@example",
                "ada@@example.org",
                "ada@exa mple.org",
                "ada@.org",
                "ada@example.",
                "ada@example.org ",
                "ada@example..org",
                "ädä@example.org",
                "a\u0000@b.co",
                "a@b.co\n",
                "ada@-example.org-"
            })
    void refusesWhatIsNoAddress(String email) {
        assertThat(faultOf(email, "Ada", "correct horse").errors())
                .extracting(FieldFault::field)
                .containsExactly("email");
    }

    @Test
    void refusesAnEndlessAddressQuickly() {
        String hostile = "a@" + "a-".repeat(50_000);
        assertThat(faultOf(hostile, "Ada", "correct horse").errors()).hasSize(1);
        assertThat(faultOf("a@" + "a.".repeat(125), "Ada", "correct horse").errors())
                .hasSize(1);
    }

    @Test
    void namesEveryFieldAtFault() {
        Problem problem = catchThrowableOfType(Problem.class, () -> Registration.of(null, null, null));
        assertThat(problem.errors()).extracting(FieldFault::field).containsExactly("email", "name", "password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "line\nbreak", "half \ud800 pair"})
    void refusesNamesThatCannotBeStoredOrShown(String name) {
        assertThat(faultOf("ada@example.org", name, "correct horse").errors())
                .extracting(FieldFault::field)
                .containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven77", "control\u0007character"})
    void refusesUnfitPasswords(String password) {
        assertThat(faultOf("ada@example.org", "Ada", password).errors())
                .extracting(FieldFault::field)
                .containsExactly("password");
    }

    @Test
    void countsLettersNotCodeUnits() {
        assertThat(Registration.of("ada@example.org", " 艾达 🦄 ", "🦄".repeat(128))
                        .name())
                .isEqualTo("艾达 🦄");
        assertThat(faultOf("ada@example.org", "Ada", "🦄".repeat(129)).errors()).hasSize(1);
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(Registration.of("ada@example.org", "Ada", "correct horse"))
                .asString()
                .doesNotContain("horse");
    }

    private static Problem faultOf(String email, String name, String password) {
        return catchThrowableOfType(Problem.class, () -> Registration.of(email, name, password));
    }
}
