package dev.ares.gateway.canary;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets which version of one service. Whom no version is for gets the versions that are not listed.
 *
 * @param versions those that are on trial, 1 to 5; the first that is for a visitor gets the visitor
 * @param stickyBy what a visitor's place among the hundred percent comes from (default: the user)
 * @param seed another one deals the places anew (default: empty)
 * @param versionHeader whether a caller may choose any version by {@link Visitor#HEADER} (default false)
 * @param stop when a version on trial is given up (default: see there)
 */
record CanaryRule(
        @DefaultValue List<VersionRule> versions,
        @DefaultValue("user") StickyBy stickyBy,
        @DefaultValue("") String seed,
        @DefaultValue("false") boolean versionHeader,
        @DefaultValue StopRule stop) {

    private static final int MOST = 5;

    enum StickyBy {
        USER,
        ADDRESS
    }

    CanaryRule {
        versions = List.copyOf(versions);
        if (versions.isEmpty() || versions.size() > MOST) {
            throw new IllegalArgumentException("versions: %d (expected: 1 to %d)".formatted(versions.size(), MOST));
        }
        var seen = new HashSet<String>();
        for (VersionRule each : versions) {
            if (!seen.add(each.version())) {
                throw new IllegalArgumentException("version: %s (expected: each once)".formatted(each.version()));
            }
        }
        double percent = versions.stream().mapToDouble(VersionRule::percent).sum();
        // A third and a third and a third may be a little more.
        if (percent > 100 + 1e-9) {
            throw new IllegalArgumentException(
                    "percent: %s of all versions (expected: at most 100)".formatted(number(percent)));
        }
    }

    /**
     * Those instances that may answer this visitor; none only where there are none. What the rule wants but does not run is
     * passed over: another version is better than no answer.
     *
     * @param versionOf an instance
     * @param stopped versions that were given up: only a header reaches them still, unless there is nothing else
     */
    <T> List<T> among(List<T> instances, Function<T, String> versionOf, Visitor visitor, Predicate<String> stopped) {
        Predicate<T> isStopped = instance -> stopped.test(versionOf.apply(instance));
        return Stream.of(
                        named(visitor).map(version -> is(versionOf, version)),
                        chosenFor(visitor).filter(stopped.negate()).map(version -> is(versionOf, version)),
                        Optional.<Predicate<T>>of(instance -> !isListed(versionOf.apply(instance))),
                        Optional.of(isStopped.negate()))
                .flatMap(Optional::stream)
                .map(wanted -> instances.stream().filter(wanted).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(instances);
    }

    boolean isListed(String version) {
        return versions.stream().anyMatch(each -> each.version().equals(version));
    }

    private static <T> Predicate<T> is(Function<T, String> versionOf, String version) {
        return instance -> versionOf.apply(instance).equals(version);
    }

    private Optional<String> named(Visitor visitor) {
        return versionHeader ? Optional.ofNullable(visitor.version()) : Optional.empty();
    }

    private Optional<String> chosenFor(Visitor visitor) {
        return versions.stream()
                .filter(each -> each.isFor(visitor))
                .map(VersionRule::version)
                .findFirst()
                .or(() -> drawn(visitor));
    }

    /** Shares lie beside each other from 0 on: whose place is in one stays there while the last share grows. */
    private Optional<String> drawn(Visitor visitor) {
        double place = Place.of(seed, stickyBy == StickyBy.USER ? visitor.userOrAddress() : visitor.address());
        double end = 0;
        for (VersionRule each : versions) {
            end += each.percent();
            if (place < end) {
                return Optional.of(each.version());
            }
        }
        return Optional.empty();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
