# Joins medians (`workload side value disturbed`, tabs) with the list of workloads (`name|label|unit|aim`):
# table.awk MEDIANS WORKLOADS. Prints label, unit, Go, chanc, threads, ratio, aim, runs disturbed, with
# tabs, `-` where there is no figure. The ratio says how many times as fast as Go chanc is.
BEGIN {
    OFS = "\t"
    FS = "\t"
}

NF == 4 {
    value[$1, $2] = $3
    disturbed[$1] += $4
    next
}

function figure(workload, side) {
    return (workload, side) in value ? value[workload, side] : "-"
}

{
    split($0, w, "|")
    go = figure(w[1], "go")
    chanc = figure(w[1], "chanc")
    ratio = "-"
    if (go != "-" && chanc > 0) ratio = w[3] == "times" ? chanc / go : go / chanc
    print w[2], w[3], go, chanc, figure(w[1], "threads"), ratio, w[4], disturbed[w[1]] + 0
}
