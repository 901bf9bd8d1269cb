package dev.ares.helm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;

/**
 * The types of the Kubernetes API. Unknown fields and missing required ones are refused by the types themselves; wrong
 * types ({@code value: 8080}, {@code replicas: "3"}) show when an object is read and written again and is not the same.
 */
final class ApiSchema {

    private interface Validator {
        void validate(JsonElement json) throws IOException;
    }

    private record Type(Class<?> model, Validator validator) {}

    private static final Map<String, Type> TYPES = Map.of(
            "apps/v1 Deployment", new Type(V1Deployment.class, V1Deployment::validateJsonElement),
            "apps/v1 StatefulSet", new Type(V1StatefulSet.class, V1StatefulSet::validateJsonElement),
            "v1 Service", new Type(V1Service.class, V1Service::validateJsonElement),
            "v1 ServiceAccount", new Type(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
            "v1 ConfigMap", new Type(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
            "policy/v1 PodDisruptionBudget",
                    new Type(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
            "autoscaling/v2 HorizontalPodAutoscaler",
                    new Type(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy", new Type(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "networking.k8s.io/v1 Ingress", new Type(V1Ingress.class, V1Ingress::validateJsonElement));

    /** 2, "2" and "2000m" are one quantity: written back, they may look different. */
    private static final Set<String> QUANTITIES = Set.of("requests", "limits", "sizeLimit");

    private ApiSchema() {}

    /** What the API would refuse; empty when nothing. */
    static List<String> violations(Manifest manifest) {
        String type = Json.text(manifest.json(), "apiVersion").orElse("") + " " + manifest.kind();
        Type known = TYPES.get(type);
        if (known == null) {
            return List.of(type + " (expected: one of " + TYPES.keySet() + ")");
        }
        try {
            known.validator().validate(manifest.json());
            Object object = JSON.getGson().fromJson(manifest.json(), known.model());
            var differences = new ArrayList<String>();
            compare(manifest.toString(), manifest.json(), JSON.getGson().toJsonTree(object), differences);
            return differences;
        } catch (IOException | IllegalArgumentException | JsonParseException refused) {
            return List.of(manifest + ": " + refused.getMessage());
        }
    }

    private static void compare(String path, JsonElement given, JsonElement read, List<String> differences) {
        if (given.isJsonObject() && read.isJsonObject()) {
            for (var field : given.getAsJsonObject().entrySet()) {
                String inner = path + "." + field.getKey();
                JsonElement kept = read.getAsJsonObject().get(field.getKey());
                if (kept == null) {
                    differences.add(inner + ": " + field.getValue() + " (expected: a field of the API)");
                } else if (!QUANTITIES.contains(field.getKey())) {
                    compare(inner, field.getValue(), kept, differences);
                }
            }
        } else if (given.isJsonArray()
                && read.isJsonArray()
                && given.getAsJsonArray().size() == read.getAsJsonArray().size()) {
            for (int i = 0; i < given.getAsJsonArray().size(); i++) {
                compare(
                        path + "[" + i + "]",
                        given.getAsJsonArray().get(i),
                        read.getAsJsonArray().get(i),
                        differences);
            }
        } else if (!given.equals(read)) {
            differences.add(path + ": " + given + " (expected: " + read + ")");
        }
    }
}
