package io.pottery.spring.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The text that stands for a method, in keys and in messages.
 */
final class MethodNames {

	private MethodNames() {
	}

	/**
	 * Names a method so that no two methods of a class share a name.
	 * @param method the method
	 * @param targetClass the class of the bean
	 * @return such as {@code com.example.Seats.reserve(int,java.lang.String)}
	 */
	static String of(Method method, Class<?> targetClass) {
		return targetClass.getName() + "." + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getTypeName)
					.collect(Collectors.joining(",", "(", ")"));
	}

}
