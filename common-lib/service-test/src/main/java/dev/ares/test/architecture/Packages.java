package dev.ares.test.architecture;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;

/** Which package belongs to what. */
final class Packages {

    static final String[] LIBRARIES = {
        "dev.ares.cache..",
        "dev.ares.contracts..",
        "dev.ares.degradation..",
        "dev.ares.faults..",
        "dev.ares.messaging..",
        "dev.ares.observability..",
        "dev.ares.resilience..",
        "dev.ares.saga..",
        "dev.ares.settings..",
        "dev.ares.test..",
        "dev.ares.traffic..",
        "dev.ares.web.."
    };

    /** What is built with the profile {@code seata} alone. */
    static final String[] OF_SEATA = {"dev.ares.seata..", "dev.ares.inventory.branch..", "dev.ares.order.global.."};

    private static final Pattern SERVICE =
            Pattern.compile("dev\\.ares\\.(order|inventory|payment|user|gateway)(\\..*)?");

    private Packages() {}

    /** The service that a class is part of, if it is part of one. */
    static Optional<String> serviceOf(JavaClass type) {
        Matcher matcher = SERVICE.matcher(type.getPackageName());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
