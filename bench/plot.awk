# Plots what table.awk made: a bar for each ratio, a mark at each aim. Prints SVG.
BEGIN {
    FS = "\t"
    left = 340   # where the bars begin
    width = 480  # of the longest bar
    height = 24  # of a row
    top = 58     # of the first row
}

function text(x, y, anchor, class, words) {
    gsub(/&/, "\\&amp;", words)
    gsub(/</, "\\&lt;", words)
    return sprintf("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n", x, y, anchor,
        class, words)
}

$6 != "-" {
    label[++n] = $1
    ratio[n] = $6
    aim[n] = $7
    if ($6 > most) most = $6
    if ($7 > most) most = $7
}

function row(i,    y, x) {
    y = top + (i - 1) * height
    printf "%s", text(left - 10, y + 16, "end", "label", label[i])
    printf "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" class=\"%s\"/>\n", left, y + 4,
        ratio[i] * scale, height - 8, (ratio[i] + 0.05 >= aim[i] ? "reached" : "short")
    x = left + aim[i] * scale
    printf "<path d=\"M%.1f %d v%d\" class=\"aim\"/>\n", x, y + 1, height - 2
    x = left + (ratio[i] > aim[i] ? ratio[i] : aim[i]) * scale + 6
    printf "%s", text(x, y + 16, "start", "value", sprintf("%.1f", ratio[i]))
}

function grid(    x, step) {
    step = most > 20 ? 5 : most > 10 ? 2 : 1
    for (x = 0; x <= most; x += step) {
        printf "<path d=\"M%.1f %d V%d\" class=\"grid\"/>\n", left + x * scale, top, top + n * height
        printf "%s", text(left + x * scale, top - 6, "middle", "scale", x "×")
    }
    printf "<path d=\"M%.1f %d V%d\" class=\"go\"/>\n", left + scale, top, top + n * height
}

END {
    if (n == 0) most = 1
    scale = width / most
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" " \
        "font-size=\"13\">\n", left + width + 60, top + n * height + 34
    print "<style>.grid{stroke:#ddd}.go{stroke:#555;stroke-dasharray:4 3}.reached{fill:#2b7a9b}" \
        ".short{fill:#c9772b}.aim{stroke:#111;stroke-width:2.5}.label,.value{fill:#111}.scale{fill:#666}" \
        ".title{fill:#111;font-size:16px}</style>"
    print "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
    printf "%s", text(10, 24, "start", "title", "How many times as fast as Go")
    grid()
    for (i = 1; i <= n; i++) row(i)
    printf "%s", text(left, top + n * height + 20, "start", "scale", "dashed: as fast as Go; upright mark: the aim")
    print "</svg>"
}
