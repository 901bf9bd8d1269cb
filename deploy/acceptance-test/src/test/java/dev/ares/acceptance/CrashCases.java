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
                    "order-service place order",
                    "ReserveStock",
                    "StockReserved",
                    "StockChanged",
                    "HoldPoints",
                    "PointsHeld",
                    "Pay",
                    "payment-service pay",
                    "payment-service record outcomes",
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
            Set.of("order-service saga turn"),
            CrashScenario.REFUND,
            Set.of(
                    "order-service request refund",
                    "RefundPayment",
                    "payment-service refund",
                    "payment-service record refund outcomes",
                    "PaymentRefunded",
                    "OrderRefunded",
                    "StockReturned",
                    "PointsAdjusted"),
            CrashScenario.REFUND_REFUSED,
            Set.of("RefundRefused"),
            CrashScenario.CANCEL,
            Set.of("order-service cancel order"));

    /** Commits that belong to neither, with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry("order-service redrive message", "an operator's"),
            Map.entry("inventory-service redrive message", "an operator's"),
            Map.entry("payment-service redrive message", "an operator's"),
            Map.entry("user-service redrive message", "an operator's"),
            Map.entry("order-service housekeeping", "drops what is done with"),
            Map.entry("inventory-service housekeeping", "drops what is done with"),
            Map.entry("payment-service housekeeping", "drops what is done with"),
            Map.entry("user-service housekeeping", "drops what is done with"),
            Map.entry("user-service register account", "no part of a checkout"),
            Map.entry("user-service change roles", "no part of a checkout"),
            Map.entry("user-service grant points", "no part of a checkout"),
            Map.entry("inventory-service add product", "no part of a checkout"),
            Map.entry("inventory-service restock product", "no part of a checkout"));

    private CrashCases() {}

    static Optional<CrashScenario> scenario(CrashPoint point) {
        return PASSED.entrySet().stream()
                .filter(passed -> passed.getValue().contains(key(point)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static boolean isLeftOut(CrashPoint point) {
        return LEFT_OUT.containsKey(key(point));
    }

    /**
     * What names a point here: of a message its short name, since whoever sends or reads it is passed by the same scenario; of any
     * other commit or call its service as well, for those of another service may go by the same name and be passed by none.
     */
    static String key(CrashPoint point) {
        boolean isMessage = point.name().contains(".");
        return isMessage ? point.shortName() : point.service() + " " + point.name();
    }

    /** All that have a case, or a reason to have none. */
    static Set<String> keys() {
        return Stream.concat(PASSED.values().stream().flatMap(Set::stream), LEFT_OUT.keySet().stream())
                .collect(Collectors.toSet());
    }
}
