package io.pottery.collection;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The values of a map, as a view.
 *
 * @param <V> the type of the values
 */
final class HashValues<V> extends AbstractCollection<V> {

	private final HashStore<?, V> store;

	HashValues(HashStore<?, V> store) {
		this.store = store;
	}

	@Override
	public int size() {
		return this.store.size();
	}

	@Override
	public Iterator<V> iterator() {
		return this.store.iterator("values", (element) -> this.store.value(element[1]));
	}

	@Override
	public Spliterator<V> spliterator() {
		return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.CONCURRENT);
	}

	@Override
	public boolean contains(@Nullable Object value) {
		return this.store.find("values().contains", value) != null;
	}

	@Override
	public boolean containsAll(Collection<?> values) {
		return this.store.findAll("values().containsAll", new LinkedHashSet<>(values));
	}

	@Override
	public boolean remove(@Nullable Object value) {
		byte[][] found = this.store.find("values().remove", value);
		while (found != null && !HashStore.isSwapped(this.store.swap(found[0], found[1], null))) {
			found = this.store.find("values().remove", value);
		}
		return found != null;
	}

	@Override
	public boolean removeAll(Collection<?> values) {
		Objects.requireNonNull(values, "values");
		return removeIf(values::contains);
	}

	@Override
	public boolean retainAll(Collection<?> values) {
		Objects.requireNonNull(values, "values");
		return removeIf((value) -> !values.contains(value));
	}

	@Override
	public boolean removeIf(Predicate<? super V> filter) {
		Objects.requireNonNull(filter, "filter");
		return this.store.removeIf("values().removeIf", (element) -> filter.test(this.store.value(element[1])));
	}

	@Override
	public void clear() {
		this.store.core().clear();
	}

}
