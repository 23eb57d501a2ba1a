/** The value that a share `q` of them does not exceed; NaN of nothing. */
export function quantile(values, q) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

export const median = values => quantile(values, 0.5);
export const sum = values => values.reduce((a, b) => a + b, 0);
export const mean = values => sum(values) / values.length;
export const round = (value, digits = 1) => Number(value.toFixed(digits));
