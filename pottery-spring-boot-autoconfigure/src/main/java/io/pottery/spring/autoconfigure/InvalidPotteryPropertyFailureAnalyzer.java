package io.pottery.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Says where a property of Pottery stands and what to write.
 */
final class InvalidPotteryPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPotteryPropertyException> {

	private final Environment environment;

	InvalidPotteryPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPotteryPropertyException cause) {
		Origin origin = origin(ConfigurationPropertyName.adapt(cause.property(), '.'));
		return new FailureAnalysis(
				cause.getMessage() + ((origin != null) ? "%n%n    Origin: %s".formatted(origin) : ""), cause.action(),
				cause);
	}

	/**
	 * Finds where a property or, if it has no place of its own, what holds it, was
	 * written.
	 * @param name the property
	 * @return the place, or {@code null} if it is not known
	 */
	private @Nullable Origin origin(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName current = name; !current.isEmpty(); current = current.getParent()) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
				ConfigurationProperty property = source.getConfigurationProperty(current);
				if (property != null) {
					return property.getOrigin();
				}
			}
		}
		return null;
	}

}
