package dev.ares.helm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.gson.JsonElement;

import static dev.ares.helm.Policy.ofWorkloads;
import static dev.ares.helm.Policy.unless;

/** What holds in every pod. */
final class PodPolicies {

    static final Policy RESTRICTED = ofWorkloads("pods keep to the restricted level", PodPolicies::restricted);
    static final Policy NO_TOKEN = ofWorkloads("pods carry no token of the API", PodPolicies::noToken);
    static final Policy NO_SECRETS = new Policy("secrets are references", PodPolicies::noSecrets);
    static final Policy RESOURCES = ofWorkloads("containers say what they need and may use", PodPolicies::resources);
    static final Policy PROBES = ofWorkloads("containers have all three probes", PodPolicies::probes);
    static final Policy IMAGES = ofWorkloads("images are pinned", PodPolicies::images);
    static final Policy ENVIRONMENT =
            ofWorkloads("no variable stands twice or comes unasked", PodPolicies::environment);

    static final List<Policy> ALL = List.of(RESTRICTED, NO_TOKEN, NO_SECRETS, RESOURCES, PROBES, IMAGES, ENVIRONMENT);

    private static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD.*|SECRET|TOKEN|IDENTITY_VALUE|API_KEY|SIGNING_KEY|JAAS_CONFIG)");
    private static final Pattern PINNED = Pattern.compile("[^:]+:(?!latest$)[\\w.-]+(@sha256:[0-9a-f]{64})?");

    private PodPolicies() {}

    private static Stream<String> restricted(Manifest workload) {
        var pod = workload.pod();
        var ofPod = Stream.of(
                        unless(Json.isTrue(pod, "securityContext.runAsNonRoot"), "runAsNonRoot is not true"),
                        unless(number(pod, "securityContext.runAsUser") > 0, "runAsUser is root or not said"),
                        unless(
                                Json.text(pod, "securityContext.seccompProfile.type")
                                        .equals(java.util.Optional.of("RuntimeDefault")),
                                "seccompProfile is not RuntimeDefault"),
                        unless(Json.all(pod, "volumes[].hostPath").findAny().isEmpty(), "a volume is a hostPath"),
                        unless(
                                Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(pod::has),
                                "it shares a namespace of the node"))
                .flatMap(violation -> violation);
        return Stream.concat(ofPod, workload.containers().flatMap(PodPolicies::restricted));
    }

    private static Stream<String> restricted(JsonElement container) {
        boolean dropsAll = Json.all(container, "securityContext.capabilities.drop[]")
                .anyMatch(capability -> capability.getAsString().equals("ALL"));
        return Stream.of(
                        unless(
                                Json.isFalse(container, "securityContext.allowPrivilegeEscalation"),
                                "allowPrivilegeEscalation is not false"),
                        unless(
                                Json.isTrue(container, "securityContext.readOnlyRootFilesystem"),
                                "readOnlyRootFilesystem is not true"),
                        unless(!Json.isTrue(container, "securityContext.privileged"), "privileged"),
                        unless(dropsAll, "capabilities are not all dropped"),
                        unless(
                                Json.one(container, "securityContext.capabilities.add")
                                        .isEmpty(),
                                "capabilities are added"))
                .flatMap(violation -> violation);
    }

    private static int number(JsonElement from, String path) {
        return Json.one(from, path).map(JsonElement::getAsInt).orElse(0);
    }

    private static Stream<String> noToken(Manifest workload) {
        return unless(
                Json.isFalse(workload.pod(), "automountServiceAccountToken"),
                "automountServiceAccountToken is not false");
    }

    private static Stream<String> noSecrets(Manifests manifests) {
        var values = manifests.workloads().flatMap(workload -> workload.containers()
                .flatMap(container -> Json.all(container, "env[]"))
                .filter(variable ->
                        SECRET.matcher(Json.text(variable, "name").orElse("")).matches())
                .filter(variable -> Json.one(variable, "valueFrom.secretKeyRef").isEmpty())
                .map(variable -> workload + ": " + variable));
        return Stream.concat(manifests.of("Secret").map(secret -> secret + " is rendered"), values);
    }

    private static Stream<String> resources(Manifest workload) {
        return workload.containers()
                .flatMap(container -> Stream.of("requests.cpu", "requests.memory", "limits.cpu", "limits.memory")
                        .filter(amount ->
                                Json.one(container, "resources." + amount).isEmpty()))
                .map(amount -> "no " + amount);
    }

    private static Stream<String> probes(Manifest workload) {
        return Json.all(workload.json(), "spec.template.spec.containers[]")
                .flatMap(container -> Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                        .filter(probe -> Json.one(container, probe).isEmpty()))
                .map(probe -> "no " + probe);
    }

    private static Stream<String> images(Manifest workload) {
        return workload.containers()
                .map(container -> Json.text(container, "image").orElse(""))
                .filter(image -> !PINNED.matcher(image).matches())
                .map(image -> "image " + image);
    }

    private static Stream<String> environment(Manifest workload) {
        var twice = workload.containers().flatMap(container -> {
            Set<String> seen = new HashSet<>();
            return Json.all(container, "env[].name")
                    .map(JsonElement::getAsString)
                    .filter(name -> !seen.add(name));
        });
        return Stream.concat(
                twice.map(name -> name + " stands twice"),
                unless(Json.isFalse(workload.pod(), "enableServiceLinks"), "enableServiceLinks is not false"));
    }
}
