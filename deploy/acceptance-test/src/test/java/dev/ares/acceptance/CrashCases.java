package dev.ares.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which scenarios come past each crash point; one that is not in here fails the build. */
final class CrashCases {

    private static final Map<CrashScenario, Set<String>> PASSED = Map.ofEntries(
            Map.entry(
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
                            "PointsSettled")),
            Map.entry(
                    CrashScenario.DECLINED,
                    Set.of("PaymentRefused", "ReleaseStock", "StockReleased", "ReturnPoints", "PointsReturned")),
            Map.entry(CrashScenario.OUT_OF_STOCK, Set.of("StockRefused")),
            Map.entry(CrashScenario.TOO_FEW_POINTS, Set.of("PointsRefused")),
            Map.entry(CrashScenario.PAID_WITHOUT_AN_ANSWER, Set.of("payment-service record outcomes")),
            Map.entry(CrashScenario.PAY_SENT_AGAIN, Set.of("order-service saga turn")),
            Map.entry(CrashScenario.UNDO_SENT_AGAIN, Set.of("order-service saga turn")),
            Map.entry(CrashScenario.EXPIRED, Set.of("order-service saga turn")),
            Map.entry(
                    CrashScenario.REFUND,
                    Set.of(
                            "order-service request refund",
                            "RefundPayment",
                            "payment-service refund",
                            "payment-service record refund outcomes",
                            "PaymentRefunded",
                            "OrderRefunded",
                            "StockReturned",
                            "PointsAdjusted")),
            Map.entry(CrashScenario.REFUND_WHILE_FINISHING, Set.of("order-service request refund", "StockCommitted")),
            Map.entry(CrashScenario.REFUND_REFUSED, Set.of("RefundRefused")),
            Map.entry(CrashScenario.CANCEL_EARLY, Set.of("order-service cancel order")),
            Map.entry(CrashScenario.CANCEL_WHILE_FINISHING, Set.of("order-service cancel order", "PointsSettled")),
            Map.entry(CrashScenario.CANCEL, Set.of("order-service cancel order")),
            Map.entry(CrashScenario.CANCEL_BESIDE_A_REFUSED_REFUND, Set.of("RefundRefused")));

    /**
     * Passed before it is decided how the checkout ends. Its deadline may decide first, if the owner is away for as long;
     * from the commit of the pivot on, of a refusal or of a cancel, no deadline does.
     */
    private static final Map<CrashScenario, Set<String>> BEFORE_THE_DECISION = Map.of(
            CrashScenario.CHECKOUT,
            Set.of(
                    "order-service place order",
                    "ReserveStock",
                    "StockReserved",
                    "StockChanged",
                    "HoldPoints",
                    "PointsHeld"),
            CrashScenario.OUT_OF_STOCK,
            Set.of("StockRefused"),
            CrashScenario.TOO_FEW_POINTS,
            Set.of("PointsRefused"),
            CrashScenario.CANCEL_EARLY,
            Set.of("order-service cancel order"));

    /** Those of them whose commit is the decision. */
    private static final Set<String> DECISIONS =
            Set.of("PointsHeld", "StockRefused", "PointsRefused", "order-service cancel order");

    /** Commits that belong to none, with the reason. */
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

    /** Each of them comes past the point in a transition of its own; none for a point that is left out, or unknown. */
    static List<CrashScenario> scenarios(CrashPoint point) {
        return Arrays.stream(CrashScenario.values())
                .filter(scenario -> PASSED.getOrDefault(scenario, Set.of()).contains(key(point)))
                .toList();
    }

    static boolean isLeftOut(CrashPoint point) {
        return LEFT_OUT.containsKey(key(point));
    }

    /**
     * Whether the checkout may end by its deadline in place of the scenario's own end.
     *
     * @param when before or after the point
     */
    static boolean mayExpire(CrashScenario scenario, CrashPoint point, String when) {
        boolean decided = point.hop().equals("commit") && when.equals("after") && DECISIONS.contains(key(point));
        return BEFORE_THE_DECISION.getOrDefault(scenario, Set.of()).contains(key(point)) && !decided;
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

    /** All that come past some point. */
    static Set<CrashScenario> passing() {
        return PASSED.keySet();
    }
}
