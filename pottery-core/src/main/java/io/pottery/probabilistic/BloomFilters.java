package io.pottery.probabilistic;

import java.lang.reflect.Type;
import java.util.Collection;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import io.pottery.container.ContainerFactory;

/**
 * Opens Bloom filters. Opening asks nobody, save where there are initial elements or a
 * random key is looked for. Parameters are refused with an
 * {@link IllegalArgumentException} where fewer than one element is expected, where the
 * false positives are no probability above 0 and below 1, or where the filter would need
 * more than 4,294,967,296 bits.
 *
 * @since 1.0
 */
public interface BloomFilters extends ContainerFactory {

	/**
	 * Opens a filter.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @return a view of the filter under the key
	 */
	default <E> BloomFilter<E> bloomFilter(String key, Class<E> type, long expectedElements, double falsePositives) {
		return bloomFilter(key, (Type) type, expectedElements, falsePositives);
	}

	/**
	 * Opens a filter.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @return a view of the filter under the key
	 */
	default <E> BloomFilter<E> bloomFilter(String key, TypeReference<E> type, long expectedElements,
			double falsePositives) {
		return bloomFilter(key, type.getType(), expectedElements, falsePositives);
	}

	/**
	 * Opens a filter whose type is known at run time only.
	 * @param <E> the type of the elements, as the caller knows it
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @return a view of the filter under the key
	 */
	default <E> BloomFilter<E> bloomFilter(String key, Type type, long expectedElements, double falsePositives) {
		return DefaultBloomFilter.open(settings(), key, type, new BloomGeometry(expectedElements, falsePositives));
	}

	/**
	 * Opens a filter and adds elements to what is there, as Python does.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @param elements the elements to add
	 * @return a view of the filter under the key
	 * @throws IncompatibleParametersException if a filter with other parameters stands
	 * there
	 */
	default <E> BloomFilter<E> bloomFilter(String key, Class<E> type, long expectedElements, double falsePositives,
			Collection<? extends @Nullable E> elements) {
		return bloomFilter(key, (Type) type, expectedElements, falsePositives, elements);
	}

	/**
	 * Opens a filter and adds elements to what is there, as Python does.
	 * @param <E> the type of the elements
	 * @param key its Redis key
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @param elements the elements to add
	 * @return a view of the filter under the key
	 * @throws IncompatibleParametersException if a filter with other parameters stands
	 * there
	 */
	default <E> BloomFilter<E> bloomFilter(String key, Type type, long expectedElements, double falsePositives,
			Collection<? extends @Nullable E> elements) {
		BloomFilter<E> filter = bloomFilter(key, type, expectedElements, falsePositives);
		filter.addAll(elements);
		return filter;
	}

	/**
	 * Makes a temporary filter under a random key that starts with {@code pottery:}. It
	 * is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @return an empty filter
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> BloomFilter<E> bloomFilter(Class<E> type, long expectedElements, double falsePositives) {
		return bloomFilter((Type) type, expectedElements, falsePositives);
	}

	/**
	 * Makes a temporary filter under a random key that starts with {@code pottery:}. It
	 * is deleted when it is closed, or an hour after its last use.
	 * @param <E> the type of the elements
	 * @param type the type of the elements
	 * @param expectedElements how many different elements will be added
	 * @param falsePositives which part of other elements it may then claim, such as 0.01
	 * @return an empty filter
	 * @throws io.pottery.exception.RandomKeyException if three random keys were taken
	 */
	default <E> BloomFilter<E> bloomFilter(Type type, long expectedElements, double falsePositives) {
		return DefaultBloomFilter.temporary(settings(), type, new BloomGeometry(expectedElements, falsePositives));
	}

}
