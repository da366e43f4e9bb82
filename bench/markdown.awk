# Prints what table.awk made as a table in Markdown.
BEGIN {
    FS = "\t"
    print "| workload | unit | Go | threads | chanc | Go ÷ chanc | aim |"
    print "|---|---|--:|--:|--:|--:|--:|"
}

# Three digits, and commas between thousands.
function number(x,    s, end) {
    if (x == "-") return "–"
    s = sprintf((x < 9.995 ? "%.2f" : x < 99.95 ? "%.1f" : "%.0f"), x)
    end = s ~ /[.]/ ? index(s, ".") : length(s) + 1
    while ((end -= 3) > 1) s = substr(s, 1, end - 1) "," substr(s, end)
    return s
}

{
    mark = ""
    if ($8 > 0) mark = " \\*"
    if (mark != "") marked = 1
    printf "| %s%s | %s | %s | %s | %s | %s | %s |\n", $1, mark, $2, number($3), number($5),
        number($4), ($6 == "-" ? "–" : sprintf("%.1f", $6)), $7
}

END {
    if (marked) print "\n\\* The second core was missing in some of these runs."
}
