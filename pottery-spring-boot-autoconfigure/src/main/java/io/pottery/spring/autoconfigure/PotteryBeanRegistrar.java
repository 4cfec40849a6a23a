package io.pottery.spring.autoconfigure;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;

import io.pottery.Pottery;

/**
 * Registers the structures that properties name, each under its own type and name.
 */
final class PotteryBeanRegistrar implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		Binder binder = Binder.get(environment);
		Map<String, String> sections = new HashMap<>();
		for (StructureKind<?> kind : StructureKind.ALL) {
			register(kind, registry, binder, sections);
		}
	}

	private <P> void register(StructureKind<P> kind, BeanRegistry registry, Binder binder,
			Map<String, String> sections) {
		binder.bind("pottery." + kind.section(), Bindable.mapOf(String.class, kind.properties()))
			.ifBound((beans) -> beans.forEach((name, properties) -> {
				String section = sections.put(name, kind.section());
				if (section != null) {
					throw new InvalidPotteryPropertyException(property(kind, name),
							"names a bean that 'pottery." + section + "' names, too", "Rename one of the two.", null);
				}
				register(kind, name, properties, registry);
			}));
	}

	private <P> void register(StructureKind<P> kind, String name, P properties, BeanRegistry registry) {
		List<Type> types = new ArrayList<>();
		for (StructureKind.TypeArgument<P> argument : kind.typeArguments()) {
			types.add(parse(property(kind, name) + "." + argument.name(), argument.text().apply(properties)));
		}
		String key = kind.key().apply(properties);
		ParameterizedTypeReference<Object> type = ParameterizedTypeReference.forType(kind.typeWith(types).getType());
		registry.registerBean(name, type,
				(spec) -> spec.description("'pottery." + kind.section() + "." + name + "'")
					.supplier((context) -> kind.open(context.bean(Pottery.class),
							context.bean(PotteryProperties.class).redlock(), property(kind, name),
							(key != null) ? key : name, types, properties)));
	}

	private static String property(StructureKind<?> kind, String name) {
		return "pottery." + kind.section() + "." + name;
	}

	private static Type parse(String property, String text) {
		try {
			return TypeParser.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPotteryPropertyException(property,
					"is '" + text + "', which is not a Java type: it " + ex.getMessage(),
					"Write the full name of a class on the class path, with its own types where it has some, "
							+ "such as 'java.util.List<java.lang.String>'.",
					ex);
		}
	}

}
