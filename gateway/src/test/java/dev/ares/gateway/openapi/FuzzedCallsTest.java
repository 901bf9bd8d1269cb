package dev.ares.gateway.openapi;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ares.test.fuzz.BadRequests;
import dev.ares.test.openapi.DescribedApi;

import static org.assertj.core.api.Assertions.assertThat;

/** The fuzz tests send bad requests to a list of calls; what is described and not in that list would go untested. */
class FuzzedCallsTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{[a-z]+}");

    @Test
    void eachCallOfTheDescriptionIsFuzzed() {
        Set<String> described = new TreeSet<>();
        Stream.of("shared", "gateway", "order-service", "inventory-service", "payment-service", "user-service")
                .forEach(part -> described.addAll(DescribedApi.described("ares/openapi/" + part + ".yaml")));
        Set<String> fuzzed = BadRequests.calls();

        assertThat(described)
                .hasSizeGreaterThan(25)
                .allSatisfy(call -> assertThat(fuzzed).as(call).anyMatch(fuzzes(call)));
    }

    /** A variable part of the path may be an odd part or one of the values that there are, such as a service's name. */
    private static Predicate<String> fuzzes(String described) {
        return Pattern.compile(VARIABLE.matcher(described.replace(".", "\\.")).replaceAll("[^/]+"))
                .asMatchPredicate();
    }
}
