package dev.ares.degradation.autoconfigure;

import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.Level;
import dev.ares.degradation.VitalSign;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators push is in force when the push ends. */
class PushedSettingsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Pushes pushes = new Pushes();
    private final Degradation degradation = new DegradationAutoConfiguration()
            .degradation(new LiveSettingsFactory(new MockEnvironment(), pushes, metrics), metrics);
    private final VitalSign store = degradation.sign("store");

    PushedSettingsTest() {
        degradation.when(Level.CACHED, store);
    }

    @Test
    void aLevelIsForcedAtOnceAndAWrongOneChangesNothing() {
        pushes.push("force: 2");
        assertThat(degradation.state().header()).isEqualTo("2;reason=forced");

        pushes.push("force: 4");
        assertThat(degradation.state().header()).isEqualTo("2;reason=forced");

        pushes.push(null);
        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
        assertThat(metrics.get("ares.degradation.level").gauge().value()).isZero();
    }

    @Test
    void levelsAreForbiddenAtOnceAndCountAgainAfterwards() {
        for (int failure = 0; failure < 3; failure++) {
            store.failed();
        }
        assertThat(degradation.level()).isEqualTo(Level.CACHED);

        pushes.push("force: 0");
        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
        assertThat(degradation.isOff()).isTrue();

        pushes.push("slow: 2s");
        assertThat(degradation.level()).isEqualTo(Level.CACHED);
    }

    private static final class Pushes implements SettingsFeed {

        private @Nullable Follower follower;

        @Override
        public void follow(String name, Follower whoever) {
            follower = whoever;
        }

        void push(@Nullable String document) {
            Objects.requireNonNull(follower).pushed(document);
        }
    }
}
