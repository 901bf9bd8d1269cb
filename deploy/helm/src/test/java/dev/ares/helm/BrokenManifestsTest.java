package dev.ares.helm;

import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A policy that cannot fail is worth nothing: each is broken once, in a rendering that is otherwise right. */
class BrokenManifestsTest {

    private static final Manifests WHOLE = Chart.TRY_OUT.render();
    private static final String POD = "spec.template.spec";
    private static final String CONTAINER = POD + ".containers[]";

    private record Breakage(Policy policy, String what, Consumer<Manifests> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Breakage> breakages() {
        return Stream.of(
                set(PodPolicies.RESTRICTED, POD + ".securityContext", "runAsUser", "0"),
                remove(PodPolicies.RESTRICTED, POD + ".securityContext", "runAsNonRoot"),
                remove(PodPolicies.RESTRICTED, POD + ".securityContext", "seccompProfile"),
                set(PodPolicies.RESTRICTED, POD, "hostNetwork", "true"),
                set(PodPolicies.RESTRICTED, CONTAINER + ".securityContext", "readOnlyRootFilesystem", "false"),
                set(PodPolicies.RESTRICTED, CONTAINER + ".securityContext", "allowPrivilegeEscalation", "true"),
                set(PodPolicies.RESTRICTED, CONTAINER + ".securityContext", "privileged", "true"),
                set(PodPolicies.RESTRICTED, CONTAINER + ".securityContext.capabilities", "drop", "[NET_RAW]"),
                set(PodPolicies.RESTRICTED, CONTAINER + ".securityContext.capabilities", "add", "[SYS_ADMIN]"),
                remove(PodPolicies.NO_TOKEN, POD, "automountServiceAccountToken"),
                set(PodPolicies.NO_SECRETS, CONTAINER, "env", "[{name: ARES_DATABASE_PASSWORD, value: ares}]"),
                remove(PodPolicies.RESOURCES, CONTAINER + ".resources.limits", "memory"),
                remove(PodPolicies.PROBES, CONTAINER, "startupProbe"),
                remove(PodPolicies.PROBES, CONTAINER, "livenessProbe"),
                set(PodPolicies.IMAGES, CONTAINER, "image", "'ares/order-service:latest'"),
                set(PodPolicies.IMAGES, CONTAINER, "image", "ares/order-service"),
                set(PodPolicies.ENVIRONMENT, CONTAINER, "env", "[{name: A, value: b}, {name: A, value: c}]"),
                remove(PodPolicies.ENVIRONMENT, POD, "enableServiceLinks"),
                set(WiringPolicies.SELECTORS, "spec.selector.matchLabels", "ares.dev/track", "other"),
                remove(WiringPolicies.SELECTORS, "spec.template.metadata.labels", "ares.dev/track"),
                set(WiringPolicies.SERVICES, CONTAINER, "ports", "[]"),
                set(WiringPolicies.ACCOUNTS, POD, "serviceAccountName", "nobody"),
                remove(WiringPolicies.BUDGETS, "spec.template.metadata.labels", "app.kubernetes.io/name"),
                set(WiringPolicies.SPREAD, POD, "topologySpreadConstraints", "[]"),
                set(WiringPolicies.ROLLOUT, "spec.strategy.rollingUpdate", "maxUnavailable", "2"),
                set(WiringPolicies.VOLUMES, POD, "volumes", "[]"),
                without(NetworkPolicies.CLOSED, "NetworkPolicy", "ares-order-service"),
                policy(NetworkPolicies.AGREED, "ares-user-service", "ingress"),
                policy(NetworkPolicies.USED, "ares-order-service", "egress"),
                new Breakage(WiringPolicies.SCALERS, "a scaler beside fixed replicas", manifests -> manifests
                        .the("Deployment", "ares-order-service")
                        .json()
                        .addProperty("kind", "ScaledObject")));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void aPolicyBites(Breakage breakage) {
        Manifests broken = WHOLE.copy();
        breakage.change().accept(broken);

        assertThat(breakage.policy().violations().apply(WHOLE)).isEmpty();
        assertThat(breakage.policy().violations().apply(broken)).isNotEmpty();
    }

    @Test
    void theApiRefusesAnUnknownField() {
        assertThat(afterChange(CONTAINER, "readinessProb", "{}")).contains("readinessProb");
    }

    @Test
    void theApiRefusesAWrongType() {
        assertThat(afterChange("spec", "replicas", "'3'")).contains("spec.replicas: \"3\" (expected: 3)");
        assertThat(afterChange(CONTAINER, "env", "[{name: A, value: 8080}]")).contains("value: 8080");
        assertThat(afterChange("spec", "replicas", "many")).contains("ares-order-service");
    }

    @Test
    void theApiRefusesAMissingField() {
        assertThat(afterChange(POD, "containers", "[{image: 'a:1'}]")).contains("name");
    }

    private static String afterChange(String path, String field, String yaml) {
        Manifests broken = WHOLE.copy();
        set(PodPolicies.PROBES, path, field, yaml).change().accept(broken);
        return ApiSchema.violations(broken.the("Deployment", "ares-order-service"))
                .toString();
    }

    private static Breakage set(Policy policy, String path, String field, String yaml) {
        JsonElement value = new Gson().toJsonTree(new org.yaml.snakeyaml.Yaml().<Object>load(yaml));
        return new Breakage(policy, path + "." + field + ": " + yaml, manifests -> inOrderService(manifests, path)
                .forEach(object -> object.add(field, value)));
    }

    private static Breakage remove(Policy policy, String path, String field) {
        return new Breakage(policy, "no " + path + "." + field, manifests -> inOrderService(manifests, path)
                .forEach(object -> object.remove(field)));
    }

    private static Breakage without(Policy policy, String kind, String name) {
        return new Breakage(
                policy,
                "no " + kind + " " + name,
                manifests -> manifests.the(kind, name).json().addProperty("kind", "Nothing"));
    }

    private static Breakage policy(Policy policy, String name, String direction) {
        return new Breakage(policy, "no " + direction + " of " + name, manifests -> Json.object(
                        manifests.the("NetworkPolicy", name).json(), "spec")
                .add(direction, JsonParser.parseString("[]")));
    }

    private static Stream<JsonObject> inOrderService(Manifests manifests, String path) {
        return Json.all(manifests.the("Deployment", "ares-order-service").json(), path)
                .map(JsonElement::getAsJsonObject)
                .toList()
                .stream();
    }
}
