# Median, MAD, modified z-scores and Theil-Sen slopes by R, for independent_test.cpp. R is needed only to make them anew:
#     Rscript tests/core/series/independent.R > tests/core/series/independent.inc
# (Debian: r-base-core). The formulas are those of the references in core/src/series/statistics.h, written without looking
# at its code: median() and mad() are R's own, the slope is the median of all slopes.
set.seed(20240101)

row <- function(name, week, value) {
  slopes <- c()
  for (i in seq_along(week)) for (j in seq_along(week)) if (i < j)
    slopes <- c(slopes, (value[j] - value[i]) / (week[j] - week[i]))
  m <- median(value)
  d <- mad(value, constant = 1)
  z <- if (d == 0) NULL else 0.6745 * (value - m) / d
  list_of <- function(x) paste0("{", paste(formatC(x, format = "f", digits = 6), collapse = ", "), "}")
  cat(sprintf("{\"%s\",\n {%s},\n %s,\n %.8f, %.8f, %.10f,\n %s},\n", name, paste(week, collapse = ", "),
              list_of(value), m, d, median(slopes), if (is.null(z)) "{}" else list_of(z)))
}

row("two figures", c(0, 8), c(253, 141))
row("an odd number, uneven weeks", c(0, 1, 2, 5, 9, 10, 11), c(12, 15, 11, 40, 22, 25, 19))
row("more than half equal", 0:6, c(5, 5, 5, 5, 9, 1, 5))
row("percentages", 0:11, round(runif(12, 0, 100), 1))
row("counts with a trend", 0:51, round(1000 + 7 * (0:51) + rnorm(52, sd = 60)))
row("counts with outliers", 0:59, {x <- round(rnorm(60, 300, 20)); x[c(10, 40)] <- c(9000, 2); x})
row("weeks left out", sort(sample(0:200, 80)), round(rexp(80, 1 / 500)))
row("small, with one far off", 0:9, c(1.2, 1.3, 1.1, 1.4, 1.2, 1.3, 1.2, 8.9, 1.5, 1.2))
