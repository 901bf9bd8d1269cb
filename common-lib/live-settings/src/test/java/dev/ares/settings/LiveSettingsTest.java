package dev.ares.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class LiveSettingsTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<SettingsFeed.Follower> followers = new ArrayList<>();

    @BeforeEach
    void attach() {
        ConfigurationPropertySources.attach(environment);
    }

    @Test
    void areWhatTheEnvironmentSaysUntilSomethingIsPushed() {
        assertThat(follow().get()).isEqualTo(Sampling.of(0.1));

        environment.setProperty("somewhere", "0.2");
        environment.setProperty("ares.test.sampling.probability", "${somewhere}");
        assertThat(follow().get()).isEqualTo(Sampling.of(0.2));
    }

    @Test
    void areSwappedAsAWhole() {
        environment.setProperty("ares.test.sampling.window", "9s");
        LiveSettings<Sampling> settings = follow();

        push("probability: 0.5\nwindow: 1s");
        assertThat(settings.get()).isEqualTo(new Sampling(0.5, Duration.ofSeconds(1)));

        push("{\"probability\": 1}");
        assertThat(settings.get())
                .as("nothing of the push before is left")
                .isEqualTo(new Sampling(1, Duration.ofSeconds(9)));
    }

    @Test
    void areTheEnvironmentsAgainWhenTheDocumentIsGone() {
        LiveSettings<Sampling> settings = follow();
        push("probability: 0.5");
        push(null);
        assertThat(settings.get()).isEqualTo(Sampling.of(0.1));
        push("probability: 0.5");
        push("  \n");
        assertThat(settings.get()).isEqualTo(Sampling.of(0.1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probability: 1.1",
                "probability: often",
                "probabilty: 0.5",
                "probability: 0.5\nwindow: soon",
                "probability: 0.5\nother: 1",
                "probability: ${ARES_DATABASE_PASSWORD}",
                "probability: 0.5\n---\nprobability: 0.6",
                "just text",
                "[0.5]",
                "probability: [unclosed",
                "probability: {a: 1}",
                "probability: &half 0.5",
                "{other: &half 0.5, probability: *half}",
                "rules: &a [*a]",
                "? {a: 1}\n: 0.5"
            })
    @MethodSource("documentsThatTakeAll")
    void stayAsTheyAreWhenWhatIsPushedIsNotValid(String document) {
        LiveSettings<Sampling> settings = follow();
        push("probability: 0.7");

        push(document);

        assertThat(settings.get()).isEqualTo(Sampling.of(0.7));
        assertThat(pushes("refused")).isEqualTo(1);
        push("probability: 0.8");
        assertThat(settings.get()).isEqualTo(Sampling.of(0.8));
        assertThat(pushes("applied")).isEqualTo(2);
    }

    /** Each would cost a service its memory, its stack or minutes. */
    static Stream<Named<String>> documentsThatTakeAll() {
        return WrongDocuments.TAKING_ALL.entrySet().stream().map(each -> Named.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probability: ${somewhere}",
                "probability: \"\\x24{somewhere}\"",
                "probability: \"$\\x7bsomewhere}\"",
                "probability: \"$\\\n  {somewhere}\"",
                "{\"probability\": \"\\u0024{somewhere}\"}",
                "{\"probability\": \"\\u0024\\u007bsomewhere}\"}",
                "\"\\x24{somewhere}\": 0.5"
            })
    void takeNoPlaceholderHoweverItIsWritten(String document) {
        environment.setProperty("somewhere", "0.2");
        LiveSettings<Sampling> settings = follow();

        push(document);

        assertThat(settings.get()).isEqualTo(Sampling.of(0.1));
        assertThatThrownBy(() -> settings.publish(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("${ (expected: plain values, no placeholders)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aliases that multiply | &a (expected: plain values, no anchors and no aliases)",
                "a list within itself | &a (expected: plain values, no anchors and no aliases)",
                "too long | 262145 characters (expected: at most 262144)",
                "too many values | more than 10000 keys, values and brackets",
                "too deep | more than 50 maps and lists in each other",
                "a long name over many values | more than 2097152 characters when each value is written out with its full"
                        + " name"
            })
    void sayWhichBoundADocumentBreaks(String kind, String reason) {
        LiveSettings<Sampling> settings = follow();

        assertThatThrownBy(() -> settings.publish(WrongDocuments.TAKING_ALL.getOrDefault(kind, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void areWhatALongDocumentWithinTheBoundsSays() {
        LiveSettings<Sampling> settings = follow();

        push("probability: 0.5 #" + "x".repeat(DocumentBounds.MAX_LENGTH - 18));

        assertThat(settings.get()).isEqualTo(Sampling.of(0.5));
    }

    @Test
    void sayWhyInFewWordsWhateverIsQuoted() {
        LiveSettings<Sampling> settings = follow();

        assertThatThrownBy(() -> settings.publish("probability: " + "x".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("ares.test.sampling.probability: xxx")
                .hasSizeLessThan(600);
    }

    @Test
    void stayAsTheyAreWhenWhatIsMadeOfThemExhaustsTheStack() {
        LiveSettings<Sampling> settings = follow();
        settings.derived(read -> read.probability() == 0.1 ? 0 : endless(0));

        push("probability: 0.5");

        assertThat(settings.get()).isEqualTo(Sampling.of(0.1));
        assertThat(pushes("refused")).isEqualTo(1);
        assertThatThrownBy(() -> settings.publish("probability: 0.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too deeply nested");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    @Test
    void tellOfChangesAndOfNothingElse() {
        LiveSettings<Sampling> settings = follow();
        List<Sampling> told = new ArrayList<>();
        settings.onChange(change -> {
            throw new IllegalStateException("a listener at fault");
        });
        settings.onChange(told::add);

        push("probability: 0.5");
        push("probability: 0.50");
        push("probability: 5");
        push("probability: 0.6");

        assertThat(told).containsExactly(Sampling.of(0.5), Sampling.of(0.6));
    }

    @Test
    void whatIsDerivedMissesNoPushThatComesWhileItIsMade() throws InterruptedException {
        LiveSettings<Sampling> settings = follow();
        var push = new Thread(() -> push("probability: 0.5"));

        Supplier<Double> probability = settings.derived(read -> comingDuring(push, read.probability()));

        push.join();
        assertThat(settings.get()).isEqualTo(Sampling.of(0.5));
        assertThat(probability.get()).isEqualTo(0.5);
    }

    @Test
    void whoIsToldOfNowAndOfChangesMissesNoneInBetween() throws InterruptedException {
        LiveSettings<Sampling> settings = follow();
        List<Double> told = new ArrayList<>();
        var push = new Thread(() -> push("probability: 0.5"));

        settings.nowAndOnChange(read -> told.add(comingDuring(push, read.probability())));

        push.join();
        assertThat(told).containsExactly(0.1, 0.5);
    }

    @Test
    void aDocumentThatNothingCanBeDerivedFromChangesNothing() {
        LiveSettings<Sampling> settings = follow();
        Supplier<Double> first = settings.derived(Sampling::probability);
        Supplier<Double> second = settings.derived(read -> {
            if (read.probability() == 0.6) {
                throw new IllegalArgumentException("probability: 0.6 (expected: another)");
            }
            return read.probability();
        });

        push("probability: 0.6");
        assertThatThrownBy(() -> settings.publish("probability: 0.6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probability: 0.6 (expected: another)");

        assertThat(List.of(settings.get().probability(), first.get(), second.get()))
                .containsOnly(0.1);
        assertThat(pushes("refused")).isEqualTo(1);
    }

    /** Starts the push, once, and goes on when it has come to its end or has to wait. */
    private static double comingDuring(Thread push, double value) {
        if (push.getState() == Thread.State.NEW) {
            push.start();
            await().until(() -> push.getState() == Thread.State.BLOCKED || push.getState() == Thread.State.TERMINATED);
        }
        return value;
    }

    @Test
    void refuseToStartWithAnEnvironmentThatIsNotValid() {
        environment.setProperty("ares.test.sampling.probability", "2");

        assertThatThrownBy(this::follow)
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("probability: 2.0 (expected: 0 to 1)");
    }

    private LiveSettings<Sampling> follow() {
        return new LiveSettingsFactory(environment, (name, follower) -> followers.add(follower), metrics)
                .follow(Sampling.PREFIX, Sampling.class);
    }

    private void push(@Nullable String document) {
        followers.forEach(follower -> follower.pushed(document));
    }

    private double pushes(String outcome) {
        return metrics.counter("ares.settings.pushes", "settings", Sampling.PREFIX, "outcome", outcome)
                .count();
    }
}
