package dev.ares.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The faults of a service; live. The first rule that speaks of a call and picks it decides.
 *
 * @param rules none by default
 */
public record FaultRules(@DefaultValue List<FaultRule> rules) {

    /** Name of the document, and prefix of the properties. */
    public static final String PREFIX = "ares.faults";

    public FaultRules {
        rules = List.copyOf(rules);
        Set<String> ids = new HashSet<>();
        for (FaultRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("id: %s twice (expected: one rule of an id)".formatted(rule.id()));
            }
        }
    }
}
