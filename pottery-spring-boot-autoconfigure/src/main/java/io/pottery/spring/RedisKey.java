package io.pottery.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.AliasFor;

/**
 * Injects what lives under a Redis key: {@code @RedisKey("tel") RedisMap<String, Integer>
 * tel}. No bean is declared for it.
 * <p>
 * The type of the field or parameter says what is opened, generic types included:
 * {@code RedisMap}, {@code RedisSet}, {@code RedisList}, {@code RedisDeque},
 * {@code RedisSimpleQueue}, {@code RedisCounter}, {@code HyperLogLog},
 * {@code FencedValue}, {@code Redlock}, {@code NextId}; a {@code BloomFilter} needs its
 * numbers from properties. {@code Optional}, {@code ObjectProvider} and {@code @Lazy} are
 * understood, and {@code @Autowired} is not needed on a field. Injection points of one
 * key and type share one object.
 *
 * @since 1.0
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Value("")
public @interface RedisKey {

	/**
	 * The key; <code>${&hellip;}</code> placeholders are replaced. Empty, the default,
	 * stands for the name of the field or of the parameter, which the compiler keeps
	 * where it is run with {@code -parameters}.
	 * @return the key
	 */
	@AliasFor(annotation = Value.class, attribute = "value")
	String value() default "";

}
