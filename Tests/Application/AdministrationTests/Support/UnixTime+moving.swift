import Platform

extension UnixTime {
    static func += (time: inout UnixTime, seconds: Int) { time = time + seconds }

    static func -= (time: inout UnixTime, seconds: Int) { time = time - seconds }
}
