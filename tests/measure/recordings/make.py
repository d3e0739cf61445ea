"""Makes recordings of the kinds in `threads`: python -m tests.measure.recordings.make OUT_DIR CLIP

CLIP is a recording with a face, of at least seven seconds and 1280×720 pixels. Needs the system's ffmpeg, with libx264,
libx265, libvpx and zscale.
"""

import argparse
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.measure.recordings.edited_bytes import pgs, with_edits, with_moved_times
from tests.measure.recordings.threads import THREADS

BT709 = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
# S.mp4 is what most kinds are made of: three seconds, 640×360, 25 pictures a second, and a tone that beeps.
TONE = "-f lavfi -t 3 -i sine=frequency=440:beep_factor=4:sample_rate=48000"
X264 = f"-c:v libx264 -crf 14 {BT709}"
# From SDR to linear light, 203 cd/m² for white, as BT.2408 recommends.
LINEAR = "zscale=tin=bt709:min=bt709:pin=bt709:rin=tv:t=linear:npl=203,format=gbrpf32le"
# HDR10 as a camera's file says it: colours of BT.2020 in PQ, and the brightness of the display it was made for.
HDR10 = (
    "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:range=limited:hdr10=1:max-cll=1000,400"
    ":master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
)
CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={1000 * k}\nEND={1000 * k + 1000}\ntitle=Part {k + 1}\n" for k in range(3)
)
# Each channel has a tone of its own.
SURROUND = "aevalsrc=" + "|".join(f"0.1*sin(2*PI*{f}*t)" for f in (300, 400, 500, 60, 700, 800)) + ":c=5.1:s=48000:d=3"


class Maker:
    """Makes the files in a folder, one method for each kind that needs more than one command."""

    def __init__(self, folder: Path, clip: Path):
        self.folder, self.clip = folder.resolve(), clip.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)

    def ffmpeg(self, line: str, *more: str) -> None:
        """Run ffmpeg in the folder. more: arguments with spaces or quotes, which follow those of the line."""
        command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *line.split(), *more]
        subprocess.run(command, cwd=self.folder, check=True)

    def start(self) -> None:
        """Make S.mp4."""
        line = f"-ss 4 -t 3 -i CLIP {TONE} -vf fps=25,scale=640:360 -c:v libx264 -crf 12 -pix_fmt yuv420p {BT709}"
        arguments = [str(self.clip) if word == "CLIP" else word for word in line.split()]
        self.ffmpeg("", *arguments, *("-c:a", "aac", "-b:a", "96k", "S.mp4"))

    def no_keyframe(self) -> None:
        self.ffmpeg(f"-i S.mp4 -force_key_frames 1 -g 75 -bf 0 {X264} -c:a copy long.mkv")
        self.ffmpeg("-i long.mkv -c copy -bsf:v noise=drop='lt(n\\,5)' no_keyframe.mkv")
        self.remove("long.mkv")

    def fragmented(self) -> None:
        flags = "-movflags +frag_keyframe+empty_moov+default_base_moof -frag_duration 500000"
        command = f"ffmpeg -nostdin -v error -i S.mp4 -c copy {flags} -f mp4 -".split()
        made = subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.PIPE).stdout
        (self.folder / "fragmented.mp4").write_bytes(made)

    def backward(self) -> None:
        self.ffmpeg(f"-i S.mp4 -bf 0 {X264} -c:a copy whole.ts")
        moved = with_moved_times((self.folder / "whole.ts").read_bytes(), range(40, 44), -0.2)
        (self.folder / "backward.ts").write_bytes(moved)
        self.remove("whole.ts")

    def mbaff_bottom(self) -> None:
        fields = "setpts=N/(50*TB),fps=50,crop=720:576:'min(700,t*360)':60,tinterlace=interleave_bottom,setsar=16/15"
        line = f"-vf fps=30,scale=1440:810,{fields},setfield=bff -c:v libx264 -crf 14 -flags +ildct+ilme"
        self.ffmpeg("-ss 4 -t 2", "-i", str(self.clip), *f"{line} -x264-params bff=1 -r 25 mbaff_bottom.mp4".split())

    def chapters(self) -> None:
        (self.folder / "chapters.txt").write_text(CHAPTERS)
        self.ffmpeg("-i S.mp4 -i chapters.txt -map 0 -map_metadata 1 -map_chapters 1 -c copy chapters.mkv")
        self.remove("chapters.txt")

    def picture_subtitles(self) -> None:
        (self.folder / "subtitles.sup").write_bytes(pgs(640, 360, 0.5, 2.5))
        self.ffmpeg("-i S.mp4 -i subtitles.sup -map 0 -map 1 -c copy pgs.mkv")
        self.remove("subtitles.sup")

    def sound_changes(self) -> None:
        self.ffmpeg(f"-t 1.52 -i S.mp4 {X264} -bf 0 -c:a aac -ar 48000 -ac 1 a.ts")
        self.ffmpeg(f"-ss 1.52 -i S.mp4 {X264} -bf 0 -c:a aac -ar 44100 -ac 2 -output_ts_offset 1.52 b.ts")
        self.join("a.ts", "b.ts", "sound_changes.ts")

    def aspect_changes(self) -> None:
        for name, seek, sar in (("a.ts", 4, "16/15"), ("b.ts", 5.5, "64/45")):
            look = f"fps=25,scale=720:576,setsar={sar}"
            line = f"{TONE} -t 1.52 -vf {look} -c:v mpeg2video -b:v 8M -c:a mp2 -output_ts_offset {seek - 4} {name}"
            self.ffmpeg("", "-ss", str(seek), "-i", str(self.clip), *line.split())
        self.join("a.ts", "b.ts", "aspect_changes.ts")

    def long_gap(self) -> None:
        gap = "setpts='PTS+if(gte(T,1.5),12,0)/TB'"
        tone = TONE.replace("-t 3", "-t 15")
        self.ffmpeg(
            f"-i S.mp4 {tone} -map 0:v -map 1:a -vf {gap} -fps_mode vfr -c:v libvpx -b:v 2M -c:a libopus long_gap.webm"
        )

    def edits(self) -> None:
        cut = with_edits((self.folder / "S.mp4").read_bytes(), [(0.5, None), (1.0, 0.0), (1.0, 2.0)])
        (self.folder / "edits.mp4").write_bytes(cut)

    def join(self, first: str, second: str, joined: str) -> None:
        parts = [(self.folder / name).read_bytes() for name in (first, second)]
        (self.folder / joined).write_bytes(b"".join(parts))
        self.remove(first, second)

    def remove(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink()


def recipes(maker: Maker) -> dict[str, Callable[[], None]]:
    """Return what makes each file."""

    def command(line: str) -> Callable[[], None]:
        return lambda: maker.ffmpeg(line)

    pq = f"{LINEAR},zscale=p=bt2020:t=smpte2084:m=bt2020nc:r=tv:npl=203,format=yuv420p10le"
    jitter = "setpts='if(eq(N,1),1,PTS+floor(900*random(1)))'"
    return {
        "no_keyframe.mkv": maker.no_keyframe,
        "fragmented.mp4": maker.fragmented,
        "backward.ts": maker.backward,
        "prores4444.mov": command(
            f"-i S.mp4 -c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le {BT709} -c:a pcm_s24le prores4444.mov"
        ),
        "rgb.mkv": command("-i S.mp4 -vf format=gbrp -c:v libx264rgb -qp 4 -c:a copy rgb.mkv"),
        "hdr10.mkv": command(
            f"-i S.mp4 -vf {pq} -c:v libx265 -x265-params {HDR10} -color_primaries bt2020 -color_trc smpte2084"
            " -colorspace bt2020nc -c:a copy hdr10.mkv"
        ),
        "mbaff_bottom.mp4": maker.mbaff_bottom,
        "two_videos.mkv": command(
            f"-i S.mp4 -f lavfi -t 3 -i testsrc=s=1280x720:r=10 -map 0 -map 1 {X264} -pix_fmt yuv420p"
            " -c:a copy two_videos.mkv"
        ),
        "timecode.mov": command("-i S.mp4 -c copy -timecode 11:07:15:07 timecode.mov"),
        "chapters.mkv": maker.chapters,
        "pgs.mkv": maker.picture_subtitles,
        "surround.mkv": command(
            f"-i S.mp4 -f lavfi -i {SURROUND} -map 0:v -map 1:a -c:v copy -c:a dca -strict -2 surround.mkv"
        ),
        "sound_changes.ts": maker.sound_changes,
        "long_gap.webm": maker.long_gap,
        "edits.mp4": maker.edits,
        "h264_b.avi": command(f"-i S.mp4 {X264} -bf 2 -c:a libmp3lame h264_b.avi"),
        "fps_90000.mp4": command(
            f"-i S.mp4 -vf settb=1/90000,{jitter} -enc_time_base 1/90000 -fps_mode passthrough {X264} -bf 0"
            " -video_track_timescale 90000 -c:a copy fps_90000.mp4"
        ),
        "aspect_changes.ts": maker.aspect_changes,
        "wall_clock.mkv": command(
            "-i S.mp4 -itsoffset 1760000000 -i S.mp4 -map 0:v -map 1:a -c copy -max_interleave_delta 0 wall_clock.mkv"
        ),
        "alpha.webm": command(
            "-i S.mp4 -vf format=yuva420p,geq=lum='p(X,Y)':cb='p(X,Y)':cr='p(X,Y)':a='255*X/W' -c:v libvpx"
            " -auto-alt-ref 0 -b:v 2M -c:a libopus alpha.webm"
        ),
    }


def main() -> None:
    """Make the files, and say which could not be made."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path, metavar="OUT_DIR")
    p.add_argument("clip", type=Path)
    options = p.parse_args()
    maker = Maker(options.folder, options.clip)
    maker.start()
    making = recipes(maker)
    assert set(making) == {thread.file for thread in THREADS}
    for name, make in making.items():
        try:
            make()
        except subprocess.CalledProcessError as error:
            print(f"{name}: {error}")


if __name__ == "__main__":
    main()
