package io.pottery.spring.aop;

import java.lang.reflect.Method;

import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Advises the methods for which an annotation means something.
 */
final class AnnotationAdvisor extends AbstractPointcutAdvisor {

	private final Pointcut pointcut;

	private final Advice advice;

	/**
	 * Creates the advisor.
	 * @param source what finds the annotations
	 * @param advice what calls go through
	 * @param order the order among the advices of a bean
	 */
	AnnotationAdvisor(OperationSource<?, ?> source, Advice advice, int order) {
		this.pointcut = new AnnotationPointcut(source);
		this.advice = advice;
		setOrder(order);
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.advice;
	}

	/**
	 * Matches the methods for which an annotation means something.
	 */
	private static final class AnnotationPointcut extends StaticMethodMatcherPointcut {

		private final OperationSource<?, ?> source;

		AnnotationPointcut(OperationSource<?, ?> source) {
			this.source = source;
			setClassFilter((type) -> AnnotationUtils.isCandidateClass(type, source.annotationType()));
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return this.source.find(method, targetClass) != null;
		}

	}

}
