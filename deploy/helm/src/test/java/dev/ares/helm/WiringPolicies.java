package dev.ares.helm;

import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import static dev.ares.helm.Policy.unless;

/** What names each other must fit: selectors and labels, targets, ports. */
final class WiringPolicies {

    static final Policy SELECTORS =
            new Policy("a workload selects its own pods and no others", WiringPolicies::selectors);
    static final Policy SERVICES = new Policy("a Service leads to pods that have its ports", WiringPolicies::services);
    static final Policy ACCOUNTS = new Policy("service accounts exist and mount no token", WiringPolicies::accounts);
    static final Policy BUDGETS = new Policy("each Deployment has a disruption budget", WiringPolicies::budgets);
    static final Policy SPREAD = Policy.ofWorkloads("pods are spread by their own labels", WiringPolicies::spread);
    static final Policy SCALERS =
            new Policy("a scaler has a target that leaves replicas to it", WiringPolicies::scalers);
    static final Policy ROLLOUT = new Policy("rollouts go one by one", WiringPolicies::rollout);
    static final Policy VOLUMES = Policy.ofWorkloads("mounts have their volumes", WiringPolicies::volumes);

    static final List<Policy> ALL = List.of(SELECTORS, SERVICES, ACCOUNTS, BUDGETS, SPREAD, SCALERS, ROLLOUT, VOLUMES);

    private WiringPolicies() {}

    private static Stream<String> selectors(Manifests manifests) {
        return manifests.workloads().flatMap(workload -> {
            JsonObject selector = Json.object(workload.json(), "spec.selector.matchLabels");
            List<Manifest> selected = manifests
                    .workloads()
                    .filter(other -> other.podsMatch(selector))
                    .toList();
            return unless(selected.equals(List.of(workload)), workload + " selects the pods of " + selected);
        });
    }

    private static Stream<String> services(Manifests manifests) {
        return manifests.of("Service").flatMap(service -> {
            JsonObject selector = Json.object(service.json(), "spec.selector");
            List<Manifest> behind =
                    manifests.workloads().filter(w -> w.podsMatch(selector)).toList();
            var missing = Json.all(service.json(), "spec.ports[].targetPort")
                    .map(JsonElement::getAsString)
                    .filter(port -> !behind.stream().allMatch(workload -> hasPort(workload, port)))
                    .map(port -> service + ": no port " + port + " in " + behind);
            return Stream.concat(unless(!behind.isEmpty(), service + " leads nowhere"), missing);
        });
    }

    static boolean hasPort(Manifest workload, String name) {
        return workload.containers()
                .flatMap(container -> Json.all(container, "ports[]"))
                .anyMatch(port -> Json.text(port, "name").filter(name::equals).isPresent()
                        || Json.text(port, "containerPort").filter(name::equals).isPresent());
    }

    private static Stream<String> accounts(Manifests manifests) {
        return manifests.workloads().flatMap(workload -> {
            String wanted = Json.text(workload.pod(), "serviceAccountName").orElse("default");
            return unless(
                    manifests
                            .of("ServiceAccount")
                            .filter(account -> Json.isFalse(account.json(), "automountServiceAccountToken"))
                            .anyMatch(account -> account.name().equals(wanted)),
                    workload + ": no account " + wanted + " without token");
        });
    }

    private static Stream<String> budgets(Manifests manifests) {
        return manifests.of("Deployment").flatMap(deployment -> {
            long budgets = manifests
                    .of("PodDisruptionBudget")
                    .filter(budget -> deployment.podsMatch(Json.object(budget.json(), "spec.selector.matchLabels")))
                    .count();
            // Two budgets for one pod, and it is never evicted.
            return unless(budgets == 1, deployment + " has " + budgets + " budgets");
        });
    }

    private static Stream<String> spread(Manifest workload) {
        var constraints =
                Json.all(workload.pod(), "topologySpreadConstraints[]").toList();
        var foreign = constraints.stream()
                .filter(constraint -> !workload.podsMatch(Json.object(constraint, "labelSelector.matchLabels")))
                .map(constraint -> "spread by foreign labels " + constraint);
        return Stream.concat(
                unless(workload.kind().equals("StatefulSet") || !constraints.isEmpty(), "not spread"), foreign);
    }

    private static Stream<String> scalers(Manifests manifests) {
        return Stream.concat(manifests.of("HorizontalPodAutoscaler"), manifests.of("ScaledObject"))
                .flatMap(scaler -> {
                    String target =
                            Json.text(scaler.json(), "spec.scaleTargetRef.name").orElse("");
                    return unless(
                            manifests
                                    .of("Deployment")
                                    .filter(deployment -> Json.one(deployment.json(), "spec.replicas")
                                            .isEmpty())
                                    .anyMatch(deployment -> deployment.name().equals(target)),
                            scaler + ": no Deployment " + target + " without replicas of its own");
                });
    }

    private static Stream<String> rollout(Manifests manifests) {
        return manifests
                .of("Deployment")
                .filter(deployment ->
                        !Json.text(deployment.json(), "spec.strategy.type").equals(java.util.Optional.of("Recreate")))
                .filter(deployment -> !Json.object(deployment.json(), "spec.strategy.rollingUpdate")
                        .toString()
                        .equals("{\"maxSurge\":1,\"maxUnavailable\":" + (isOnePod(deployment) ? 0 : 1) + "}"))
                .map(deployment -> deployment + ": " + Json.object(deployment.json(), "spec.strategy"));
    }

    private static boolean isOnePod(Manifest deployment) {
        return Json.one(deployment.json(), "spec.replicas")
                .filter(replicas -> replicas.getAsInt() == 1)
                .isPresent();
    }

    private static Stream<String> volumes(Manifest workload) {
        var names = Stream.concat(
                        Json.all(workload.pod(), "volumes[].name"),
                        Json.all(workload.json(), "spec.volumeClaimTemplates[].metadata.name"))
                .toList();
        return workload.containers()
                .flatMap(container -> Json.all(container, "volumeMounts[].name"))
                .filter(mount -> !names.contains(mount))
                .map(mount -> "no volume " + mount);
    }
}
