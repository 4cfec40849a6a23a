package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ReflectionUtils;

/**
 * The key of a lock, with expressions about the arguments of the call.
 */
final class KeyTemplate {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final ParameterNameDiscoverer PARAMETER_NAMES = new DefaultParameterNameDiscoverer();

	private final List<Expression> parts;

	private final Method method;

	private final String methodName;

	private KeyTemplate(List<Expression> parts, Method method, String methodName) {
		this.parts = parts;
		this.method = method;
		this.methodName = methodName;
	}

	/**
	 * Reads a template.
	 * @param text a text with expressions in <code>#{&hellip;}</code>, or one expression
	 * that starts with {@code #}
	 * @param method the method whose arguments are meant
	 * @param methodName the name of the method, for messages
	 * @return the template
	 * @throws ParseException if an expression is not one
	 */
	static KeyTemplate parse(String text, Method method, String methodName) {
		boolean expression = text.startsWith("#") && !text.startsWith("#{");
		Expression parsed = expression ? PARSER.parseExpression(text)
				: PARSER.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
		return new KeyTemplate((parsed instanceof CompositeStringExpression composite)
				? List.of(composite.getExpressions()) : List.of(parsed), method, methodName);
	}

	/**
	 * Fills the template in for one call.
	 * @param target the bean
	 * @param arguments the arguments of the call
	 * @param beanFactory where {@code @name} finds beans
	 * @return the key
	 * @throws IllegalArgumentException if an expression fails, or gives nothing that can
	 * be told apart by its text
	 */
	String evaluate(@Nullable Object target, @Nullable Object[] arguments, ConfigurableBeanFactory beanFactory) {
		if (this.parts.size() == 1 && this.parts.get(0) instanceof LiteralExpression literal) {
			return literal.getExpressionString();
		}
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(target, this.method, arguments,
				PARAMETER_NAMES);
		context.setBeanResolver(new BeanFactoryResolver(beanFactory));
		StringBuilder key = new StringBuilder();
		for (Expression part : this.parts) {
			key.append((part instanceof LiteralExpression) ? part.getExpressionString() : text(part, context));
		}
		if (key.isEmpty()) {
			throw new IllegalArgumentException("The key of " + this.methodName + " is empty in this call");
		}
		return key.toString();
	}

	private String text(Expression part, MethodBasedEvaluationContext context) {
		Object value;
		try {
			value = part.getValue(context);
		}
		catch (EvaluationException ex) {
			throw new IllegalArgumentException(
					"'" + part.getExpressionString() + "' in the key of " + this.methodName + " failed", ex);
		}
		if (value == null) {
			throw new IllegalArgumentException("'" + part.getExpressionString() + "' in the key of " + this.methodName
					+ " is null in this call. Where an argument is meant by its name, compile with '-parameters'"
					+ " or write #a0 for the first.");
		}
		if (!hasText(value)) {
			throw new IllegalArgumentException("'" + part.getExpressionString() + "' in the key of " + this.methodName
					+ " gives a " + value.getClass().getTypeName()
					+ ", whose text does not tell its values apart. Name one of its properties.");
		}
		return value.toString();
	}

	private static boolean hasText(Object value) {
		if (value instanceof CharSequence || value instanceof Number || value instanceof Enum || value instanceof UUID
				|| value instanceof TemporalAccessor) {
			return true;
		}
		Method toString = ReflectionUtils.findMethod(value.getClass(), "toString");
		return toString != null && toString.getDeclaringClass() != Object.class;
	}

}
