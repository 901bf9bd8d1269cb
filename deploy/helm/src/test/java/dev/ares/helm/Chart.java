package dev.ares.helm;

import java.nio.file.Path;
import java.util.Map;

import com.marcnuri.helm.Helm;

/** The chart as it lies in this folder, rendered by Helm's own engine, with the values that its readers will take. */
enum Chart {
    DEFAULT,
    TRY_OUT,
    PRODUCTION,
    CANARY,
    WITHOUT_AUTOSCALING,
    LAG_WITHOUT_KEDA,
    VERIFIED_DATABASE;

    static final Path FOLDER = Path.of("ares");

    /** Where it is installed, as every page says it. */
    static final String NAMESPACE = "ares";

    private static final String KUBERNETES = "1.34.0";

    Manifests render() {
        return Manifests.parse(
                switch (this) {
                    case DEFAULT -> template(Map.of());
                    case TRY_OUT -> template(Map.of(), "values-try-out.yaml");
                    case PRODUCTION -> template(Map.of(), "values-production.yaml");
                    case CANARY -> template(Map.of(), "../../gitops/rollouts/canary-1-start.yaml");
                    case WITHOUT_AUTOSCALING -> template(Map.of("serviceDefaults.autoscaling.mode", "none"));
                    case LAG_WITHOUT_KEDA ->
                        template(Map.of("serviceDefaults.autoscaling.lag.externalMetric", "ares_messages_lag"));
                    case VERIFIED_DATABASE ->
                        template(Map.of("postgresql.sslMode", "verify-full", "postgresql.caSecret", "database-ca"));
                });
    }

    /** @throws IllegalStateException with Helm's message, when the values are refused */
    static String template(Map<String, Object> values, String... files) {
        var command = new Helm(FOLDER)
                .template()
                .withName("ares")
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
        for (String file : files) {
            command.withValuesFile(FOLDER.resolve(file));
        }
        values.forEach(command::set);
        return command.call();
    }
}
