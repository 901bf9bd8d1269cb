package dev.ares.acceptance;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which scenario comes past each crash point; one that is not in here fails the build. */
final class CrashCases {

    private static final Map<CrashScenario, Set<String>> PASSED = Map.of(
            CrashScenario.CHECKOUT,
            Set.of(
                    "place order",
                    "ReserveStock",
                    "StockReserved",
                    "StockChanged",
                    "HoldPoints",
                    "PointsHeld",
                    "Pay",
                    "pay",
                    "record outcomes",
                    "PaymentCaptured",
                    "OrderConfirmed",
                    "StockCommitted",
                    "PointsSettled"),
            CrashScenario.DECLINED,
            Set.of("PaymentRefused", "ReleaseStock", "StockReleased", "ReturnPoints", "PointsReturned"),
            CrashScenario.OUT_OF_STOCK,
            Set.of("StockRefused"),
            CrashScenario.TOO_FEW_POINTS,
            Set.of("PointsRefused"),
            CrashScenario.UNANSWERED,
            Set.of("saga turn"),
            CrashScenario.REFUND,
            Set.of(
                    "request refund",
                    "RefundPayment",
                    "refund",
                    "record refund outcomes",
                    "PaymentRefunded",
                    "OrderRefunded",
                    "StockReturned",
                    "PointsAdjusted"),
            CrashScenario.REFUND_REFUSED,
            Set.of("RefundRefused"),
            CrashScenario.CANCEL,
            Set.of("cancel order"));

    /** Commits that belong to neither. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "redrive message", "an operator's",
            "housekeeping", "drops what is done with",
            "register account", "no part of a checkout",
            "change roles", "no part of a checkout",
            "grant points", "no part of a checkout",
            "add product", "no part of a checkout",
            "restock product", "no part of a checkout");

    private CrashCases() {}

    static Optional<CrashScenario> scenario(CrashPoint point) {
        return PASSED.entrySet().stream()
                .filter(passed -> passed.getValue().contains(point.shortName()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static boolean isLeftOut(CrashPoint point) {
        return LEFT_OUT.containsKey(point.shortName());
    }

    /** All names that have a case, or a reason to have none. */
    static Set<String> names() {
        return Stream.concat(PASSED.values().stream().flatMap(Set::stream), LEFT_OUT.keySet().stream())
                .collect(Collectors.toSet());
    }
}
