/** The chart of deploy/helm/ares, rendered and held against the Kubernetes API and our policies. */
@NullMarked
package dev.ares.helm;

import org.jspecify.annotations.NullMarked;
