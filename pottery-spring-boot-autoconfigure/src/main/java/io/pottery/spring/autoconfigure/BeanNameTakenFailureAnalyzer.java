package io.pottery.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which properties name a bean that the application has under the same name. It goes
 * before Spring Boot's analysis, which cannot know of properties.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BeanNameTakenFailureAnalyzer extends AbstractFailureAnalyzer<BeanDefinitionOverrideException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanDefinitionOverrideException cause) {
		BeanDefinition ours = isOurs(cause.getBeanDefinition()) ? cause.getBeanDefinition()
				: cause.getExistingDefinition();
		if (!isOurs(ours)) {
			return null;
		}
		BeanDefinition other = (ours == cause.getBeanDefinition()) ? cause.getExistingDefinition()
				: cause.getBeanDefinition();
		String place = (other.getResourceDescription() != null) ? ", in " + other.getResourceDescription() : "";
		return new FailureAnalysis(
				"The bean '%s' is declared twice: by the property %s, and by the application%s."
					.formatted(cause.getBeanName(), ours.getDescription(), place),
				"Rename one of the two. The Redis key of the one in the properties stays what it was "
						+ "if 'key' names it.",
				cause);
	}

	private static boolean isOurs(BeanDefinition definition) {
		return definition.getSource() == PotteryBeanRegistrar.class;
	}

}
