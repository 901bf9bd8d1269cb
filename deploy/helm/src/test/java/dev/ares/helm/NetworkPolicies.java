package dev.ares.helm;

import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import static dev.ares.helm.Policy.unless;

/** Who may call whom is said twice, by caller and callee, and must agree. */
final class NetworkPolicies {

    static final Policy CLOSED = new Policy("each pod is closed but for its rules", NetworkPolicies::closed);
    static final Policy AGREED = new Policy("what a caller may call lets it in", NetworkPolicies::agreed);
    static final Policy USED = new Policy("who is let in may call", NetworkPolicies::used);

    static final List<Policy> ALL = List.of(CLOSED, AGREED, USED);

    private NetworkPolicies() {}

    private static Stream<String> closed(Manifests manifests) {
        return manifests.workloads().flatMap(workload -> {
            long policies = of(workload, manifests)
                    .filter(policy ->
                            Json.all(policy.json(), "spec.policyTypes[]").count() == 2)
                    .count();
            return unless(policies == 1, workload + " has " + policies + " policies for both directions");
        });
    }

    private static Stream<String> agreed(Manifests manifests) {
        return manifests.workloads().flatMap(caller -> of(caller, manifests)
                .flatMap(policy -> Json.all(policy.json(), "spec.egress[]"))
                .flatMap(rule -> Json.all(rule, "to[].podSelector.matchLabels")
                        .flatMap(peer -> Json.all(rule, "ports[].port").flatMap(port -> {
                            List<Manifest> callees = selected(manifests, peer);
                            return unless(
                                    !callees.isEmpty()
                                            && callees.stream()
                                                    .allMatch(callee -> letsIn(manifests, callee, caller, port)),
                                    caller + " may call " + callees + " at " + port + ", which do not let it in");
                        }))));
    }

    private static Stream<String> used(Manifests manifests) {
        return manifests.workloads().flatMap(callee -> of(callee, manifests)
                .flatMap(policy -> Json.all(policy.json(), "spec.ingress[]"))
                .flatMap(rule -> Json.all(rule, "from[].podSelector.matchLabels"))
                .flatMap(peer -> {
                    List<Manifest> callers = selected(manifests, peer);
                    return unless(
                            !callers.isEmpty()
                                    && callers.stream().allMatch(caller -> mayCall(manifests, caller, callee)),
                            callee + " lets in " + peer + ", who may not call it");
                }));
    }

    private static boolean letsIn(Manifests manifests, Manifest callee, Manifest caller, JsonElement port) {
        return of(callee, manifests)
                .flatMap(policy -> Json.all(policy.json(), "spec.ingress[]"))
                .filter(rule -> Json.one(rule, "from").isEmpty()
                        || Json.all(rule, "from[].podSelector.matchLabels")
                                .anyMatch(labels -> caller.podsMatch(labels.getAsJsonObject())))
                .flatMap(rule -> Json.all(rule, "ports[].port"))
                .anyMatch(open -> number(callee, open).equals(number(callee, port)));
    }

    private static boolean mayCall(Manifests manifests, Manifest caller, Manifest callee) {
        return of(caller, manifests)
                .flatMap(policy -> Json.all(policy.json(), "spec.egress[].to[].podSelector.matchLabels"))
                .anyMatch(labels -> callee.podsMatch(labels.getAsJsonObject()));
    }

    /** A port by number, whether it is given by name or by number. */
    private static String number(Manifest workload, JsonElement port) {
        return workload.containers()
                .flatMap(container -> Json.all(container, "ports[]"))
                .filter(open -> Json.text(open, "name")
                        .filter(port.getAsString()::equals)
                        .isPresent())
                .findFirst()
                .flatMap(open -> Json.text(open, "containerPort"))
                .orElse(port.getAsString());
    }

    private static Stream<Manifest> of(Manifest workload, Manifests manifests) {
        return manifests
                .of("NetworkPolicy")
                .filter(policy -> workload.podsMatch(Json.object(policy.json(), "spec.podSelector.matchLabels")));
    }

    private static List<Manifest> selected(Manifests manifests, JsonElement labels) {
        JsonObject wanted = labels.getAsJsonObject();
        return manifests
                .workloads()
                .filter(workload -> workload.podsMatch(wanted))
                .toList();
    }
}
