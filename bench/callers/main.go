// Callers for the benches: they publish into a room of LiveKit and listen to it, by LiveKit's own test client.
//
// It reads one JSON object from its input, says "there" when everybody hears everybody they should, then answers each
// further line with the payload bytes that all listeners have received so far, and goes when its input ends. A line
// "+N" lets N more listeners come first.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/livekit/livekit-server/pkg/telemetry/prometheus"
	"github.com/livekit/livekit-server/test/client"
	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

type Caller struct {
	Token  string
	Cookie string
}

type Wish struct {
	// Where the signalling goes to, such as ws://127.0.0.1:7880, and the page it would come from.
	Address, Origin string
	Publishers      []Caller
	// Those who come at once, and those who come when they are called for.
	Listeners, Later []Caller
	// What each publisher sends: "audio" or "video", in packets of so many bytes, so many milliseconds apart.
	Media         string
	Bytes, PaceMs int
	// Publishers hear each other too.
	Hear bool
	// Tracks that each listener must have.
	Tracks int
}

const (
	comesWithin = 60 * time.Second
	pingEvery   = 4 * time.Second
)

// So many come at the same time.
const atOnce = 8

func main() {
	lines := bufio.NewReader(os.Stdin)
	var wish Wish
	line, err := lines.ReadBytes('\n')
	must(err)
	must(json.Unmarshal(line, &wish))
	// The client is made of parts of the server, which count what they do.
	must(prometheus.Init("callers", livekit.NodeType_SERVER))
	publish(wish)
	there := listen(wish, wish.Listeners)
	fmt.Println("there")
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		if more, isMore := strings.CutPrefix(strings.TrimSpace(line), "+"); isMore {
			count, err := strconv.Atoi(more)
			must(err)
			there = append(there, listen(wish, wish.Later[:count])...)
			wish.Later = wish.Later[count:]
		}
		var bytes uint64
		for _, one := range there {
			bytes += one.BytesReceived()
		}
		fmt.Println(bytes)
	}
}

func publish(wish Wish) {
	var tracks []*webrtc.TrackLocalStaticSample
	for number, caller := range wish.Publishers {
		one := come(wish, caller, wish.Hear)
		kind, codec := webrtc.MimeTypeOpus, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
		if wish.Media == "video" {
			kind, codec = webrtc.MimeTypeVP8, webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
		}
		id := fmt.Sprintf("%s-%d", strings.ReplaceAll(kind, "/", "-"), number)
		track, err := webrtc.NewTrackLocalStaticSample(codec, id, id)
		must(err)
		_, err = one.AddTrack(track, "", client.AddTrackNoWriter())
		must(err)
		tracks = append(tracks, track)
	}
	go send(tracks, wish)
}

// One clock for all: a goroutine for each would cost more than what is measured.
func send(tracks []*webrtc.TrackLocalStaticSample, wish Wish) {
	pace := time.Duration(wish.PaceMs) * time.Millisecond
	payload := make([]byte, wish.Bytes)
	next := time.Now()
	for number := 0; ; number++ {
		if wish.Media == "video" {
			copy(payload, vp8Head(number%50 == 0))
		}
		for _, track := range tracks {
			_ = track.WriteSample(media.Sample{Data: payload, Duration: pace})
		}
		next = next.Add(pace)
		time.Sleep(time.Until(next))
	}
}

// The first bytes of a picture of 640 by 360, whole or not: nobody looks at the rest.
func vp8Head(isKey bool) []byte {
	if isKey {
		return []byte{0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01}
	}
	return []byte{0x11, 0x00, 0x00}
}

func listen(wish Wish, callers []Caller) []*client.RTCClient {
	there := make([]*client.RTCClient, len(callers))
	turns := make(chan struct{}, atOnce)
	var waiting sync.WaitGroup
	for place, caller := range callers {
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			turns <- struct{}{}
			defer func() { <-turns }()
			one := come(wish, caller, true)
			until := time.Now().Add(comesWithin)
			for heard(one) < wish.Tracks {
				if time.Now().After(until) {
					must(fmt.Errorf("a listener has %d tracks of %d", heard(one), wish.Tracks))
				}
				time.Sleep(10 * time.Millisecond)
			}
			there[place] = one
		}()
	}
	waiting.Wait()
	return there
}

func heard(one *client.RTCClient) int {
	count := 0
	for _, tracks := range one.SubscribedTracks() {
		count += len(tracks)
	}
	return count
}

func come(wish Wish, caller Caller, listens bool) *client.RTCClient {
	address := fmt.Sprintf("%s/rtc?access_token=%s&protocol=16&sdk=go&auto_subscribe=%t", wish.Address, caller.Token, listens)
	headers := http.Header{"Origin": {wish.Origin}, "Cookie": {caller.Cookie}}
	line, _, err := websocket.DefaultDialer.Dial(address, headers)
	must(err)
	one, err := client.NewRTCClient(line, false, &client.Options{AutoSubscribe: listens})
	must(err)
	go func() { _ = one.Run() }()
	must(one.WaitUntilConnected(comesWithin))
	go stay(one)
	return one
}

// Whoever is not heard of for fifteen seconds is taken for gone.
func stay(one *client.RTCClient) {
	for one.SendPing() == nil {
		time.Sleep(pingEvery)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
